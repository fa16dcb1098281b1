import { granted } from '@device-flow/testing'
import type { EndpointName, ResponseSource } from '@device-flow/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { createSigningKey } from '../signing-key.ts'
import type { SigningKey } from '../signing-key.ts'
import { call, connect, drive, endOf } from '../support.ts'
import type { Client } from '../support.ts'
import { gone, moveTo, reads, signedInOnce } from './moved.ts'

describe('no approval and no session is lost to an ID token that the metadata read before could not know (cases 7, 13)', () => {
  const es256 = ['ES256']
  let key: SigningKey
  beforeAll(async () => void (key = await createSigningKey('ES256')))

  /** From now on, the server signs with a new key: where it is published, and by which algorithm, only the metadata of today says. */
  async function signAnew(client: Client, jwksPath: string): Promise<ResponseSource> {
    const { server } = client
    server.always(jwksPath as EndpointName, { body: { keys: [key.published({ kid: 'new' })] } })
    moveTo(client, { jwks_uri: `${server.origin}${jwksPath}`, id_token_signing_alg_values_supported: es256 })
    return granted({ id_token: await key.sign(server.issuer, {}, { kid: 'new' }) })
  }

  test('a second login is signed in, after one more reading of the metadata', async () => {
    const client = await signedInOnce()
    const tokens = await client.signIn(await signAnew(client, '/v2/keys'))
    expect(tokens.claims?.sub).toBe('person-1')
    expect(reads(client)).toBe(2)
    expect(client.server.requests('revocation')).toHaveLength(0)
  })

  test('a session is renewed, and held to the same person', async () => {
    const client = await connect()
    const { server, services } = client
    const tokens = await client.signIn()
    server.script('token', await signAnew(client, '/v2/keys'))
    const renewed = await services.refreshTokens(tokens)
    expect(renewed).toMatchObject({ type: 'refreshed', tokens: { claims: { sub: 'person-1' } } })
    expect(reads(client)).toBe(2)
    const other = await key.sign(server.issuer, { sub: 'person-2' }, { kid: 'new' })
    server.script('token', granted({ id_token: other }))
    expect(endOf(await services.refreshTokens(tokens))).toMatchObject({ reason: 'invalidIdToken', field: 'sub' })
  })

  test.each(gone)('a second login finds keys that have moved, where the old address is %s', async (_what, answer) => {
    const client = await signedInOnce()
    const { server } = client
    server.rotateKey()
    const body = await server.jwks()
    server.always('jwks', answer)
    server.always('/v2/keys', { body })
    moveTo(client, { jwks_uri: `${server.origin}/v2/keys` })
    const authorization = await client.request()
    server.script('token', granted())
    const outcome = await drive(client, client.services.pollToken(authorization, call))
    expect(outcome).toMatchObject({ type: 'granted', tokens: { claims: { sub: 'person-1' } } })
    expect(reads(client)).toBe(2)
  })

  const evil = 'https://evil.example.com'
  test.each<[string, string, Record<string, unknown>, (client: Client) => ResponseSource | Promise<ResponseSource>]>([
    ['alg', 'says nothing else', {}, () => granted({}, { alg: 'none' })],
    ['signature', 'says nothing else', {}, () => granted({}, { key: 'foreign' })],
    ['iss', 'says nothing else', {}, () => granted({}, { claims: { iss: evil } })],
    [
      'alg',
      'is of another issuer',
      { issuer: evil, id_token_signing_alg_values_supported: es256 },
      async ({ server }) => granted({ id_token: await key.sign(server.issuer) }),
    ],
  ])('one with a bad %s is refused where the metadata %s, and its tokens are revoked', async (...row) => {
    const [field, , moved, answer] = row
    const client = await signedInOnce()
    moveTo(client, moved)
    const outcome = await client.poll(await answer(client))
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field })
    expect(client.server.requests('revocation')).toHaveLength(2)
    expect(reads(client)).toBeLessThanOrEqual(field === 'signature' ? 7 : 2)
  })

  test('a first login is signed in, though the keys have moved while the person was signing in', async () => {
    const client = await connect()
    const authorization = await client.request()
    client.server.script('token', await signAnew(client, '/v2/keys'))
    expect((await client.services.pollToken(authorization, call)).type).toBe('granted')
    expect(reads(client)).toBe(2)
  })

  test('one login with a bad ID token reads the metadata no more than once for it', async () => {
    const client = await connect()
    expect(endOf(await client.poll(granted({}, { alg: 'none' }))).field).toBe('alg')
    expect(reads(client)).toBe(2)
  })
})
