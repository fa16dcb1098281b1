import type { DpopKeyPair } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { storedDpopKeys } from '../../src/dpop.ts'
import { encryptedStore } from '../../src/encrypted.ts'
import { SessionStoreError } from '../../src/index.ts'
import { mapStore } from '../encryption/map-store.ts'

const NAME = 'DPoP ES256 tv https://as.example/'
const ALGORITHMS = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  RS256: { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
  Ed25519: { name: 'Ed25519' },
}

function makePair(algorithm: object = ALGORITHMS.ES256): Promise<DpopKeyPair> {
  return crypto.subtle.generateKey(algorithm as EcKeyGenParams, true, ['sign', 'verify']) as Promise<DpopKeyPair>
}

const jwkOf = ({ publicKey }: DpopKeyPair): Promise<JsonWebKey> => crypto.subtle.exportKey('jwk', publicKey)

test.each(Object.entries(ALGORITHMS))(
  'a key of %s is there after a restart, and can be extracted no more (H7)',
  async (_, algorithm) => {
    const store = mapStore()
    const pair = await makePair(algorithm)
    await storedDpopKeys(store).add(NAME, pair)
    const kept = await storedDpopKeys(store).get(NAME)
    expect(kept?.privateKey.extractable).toBe(false)
    expect(await jwkOf(kept!)).toEqual(await jwkOf(pair))
    const text = new TextEncoder().encode('proof')
    const how = { hash: 'SHA-256', ...kept!.privateKey.algorithm }
    const signature = await crypto.subtle.sign(how, kept!.privateKey, text)
    expect(await crypto.subtle.verify(how, pair.publicKey, signature, text)).toBe(true)
    expect(await storedDpopKeys(store).get('another')).toBeUndefined()
  },
)

test('of two processes that begin at one moment, both have the key that was kept first', async () => {
  const store = mapStore()
  const pairs = await Promise.all([makePair(), makePair()])
  const kept = await Promise.all(pairs.map((pair) => storedDpopKeys(store).add(NAME, pair)))
  expect(await jwkOf(kept[1]!)).toEqual(await jwkOf(kept[0]!))
})

test('under an encrypted store, the key is in clear nowhere', async () => {
  const inner = mapStore()
  const pair = await makePair()
  const { d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  await storedDpopKeys(encryptedStore(inner, new Uint8Array(32))).add(NAME, pair)
  expect(inner.values.get(NAME)?.text).not.toContain(d)
})

test.each(['nonsense', '{"algorithm":{"name":"ECDSA"},"jwk":{"kty":"EC"}}', '[]'])(
  'what is no key (%s) counts as lost, and a new login takes its place',
  async (text) => {
    const store = mapStore(new Map([[NAME, { revision: 3, text }]]))
    expect(await storedDpopKeys(store).get(NAME)).toBeUndefined()
    const pair = await makePair()
    expect(await jwkOf(await storedDpopKeys(store).add(NAME, pair))).toEqual(await jwkOf(pair))
  },
)

test('a key whose own key is gone counts as lost; a store that cannot be read now is an error (T20)', async () => {
  const inner = mapStore()
  await storedDpopKeys(encryptedStore(inner, new Uint8Array(32))).add(NAME, await makePair())
  const other = encryptedStore(inner, new Uint8Array(32).fill(1))
  expect(await storedDpopKeys(other).get(NAME)).toBeUndefined()
  const locked = { ...inner, read: () => Promise.reject(new SessionStoreError('locked', 'The keyring is locked.')) }
  await expect(storedDpopKeys(locked).get(NAME)).rejects.toMatchObject({ problem: 'locked' })
})
