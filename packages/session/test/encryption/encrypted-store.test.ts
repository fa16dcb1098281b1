import { createCanaries, findCanaries } from '@device-flow/testing'
import { expect, test, vi } from 'vitest'
import { encryptedReader, encryptedStore, SessionStoreError, type AesGcm, type KeyUse } from '../../src/encrypted.ts'
import { mapStore } from './map-store.ts'

const NAME = 'device-flow tv https://login.example'
const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const problem = (code: string): unknown => expect.objectContaining({ name: 'SessionStoreError', problem: code })

async function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

async function keep(text: string, key: CryptoKey | Uint8Array = bytes(1)): Promise<ReturnType<typeof mapStore>> {
  const inner = mapStore()
  await encryptedStore(inner, key).writeIf(NAME, 0, { revision: 1, text })
  return inner
}

test('what was written is read again, at each revision, by 32 bytes or by a CryptoKey that cannot be extracted', async () => {
  for (const key of [bytes(1), await newKey()]) {
    const inner = mapStore()
    const store = encryptedStore(inner, key)
    expect(await store.read(NAME)).toBeUndefined()
    expect(await store.writeIf(NAME, 0, { revision: 1, text: 'first' })).toBe(true)
    expect(await store.writeIf(NAME, 0, { revision: 1, text: 'late' })).toBe(false)
    expect(await store.writeIf(NAME, 1, { revision: 2, text: 'second – ✓' })).toBe(true)
    expect(await encryptedStore(inner, key).read(NAME)).toEqual({ revision: 2, text: 'second – ✓' })
  }
})

test('no secret is in what is stored, and the same text never looks the same twice', async () => {
  const canaries = createCanaries()
  const text = JSON.stringify(canaries)
  const [one, two] = [await keep(text), await keep(text)]
  const stored = one.values.get(NAME)!.text
  expect(findCanaries(stored, canaries)).toEqual([])
  expect(stored).not.toContain(btoa(text).slice(0, 20))
  expect(stored).not.toBe(two.values.get(NAME)!.text)
  expect(new Set([stored, two.values.get(NAME)!.text].map((line) => line.split('.')[2])).size).toBe(2)
})

test('a record of another key is not damaged: its key is lost, and it is left as it is (T20)', async () => {
  const inner = await keep('tokens')
  const before = inner.values.get(NAME)
  await expect(encryptedStore(inner, bytes(2)).read(NAME)).rejects.toEqual(problem('keyLost'))
  expect(inner.values.get(NAME)).toBe(before)
})

test.each([
  ['was changed by one bit', (text: string) => flipBit(text, text.length - 8)],
  ['has another IV', (text: string) => flipBit(text, text.indexOf('.', 30) + 30)],
  ['was cut off', (text: string) => text.slice(0, -12)],
  ['was cut to its beginning', (text: string) => text.slice(0, 30)],
  ['is empty', () => ''],
  ['is no record of ours', () => '{"version":2,"signedIn":{}}'],
])('a record that %s is damaged, and says nothing of what is in it (T20)', async (_how, change) => {
  const inner = await keep('my-token')
  const { revision, text } = inner.values.get(NAME)!
  inner.values.set(NAME, { revision, text: change(text) })
  const error: unknown = await encryptedStore(inner, bytes(1))
    .read(NAME)
    .catch((reason: unknown) => reason)
  expect(error).toEqual(problem('damaged'))
  expect(String(error)).not.toMatch(/my-token|signedIn/)
})

test('a record under the name of another server or client does not open', async () => {
  const inner = await keep('tokens')
  inner.values.set('device-flow tv https://evil.example', inner.values.get(NAME)!)
  const store = encryptedStore(inner, bytes(1))
  await expect(store.read('device-flow tv https://evil.example')).rejects.toEqual(problem('damaged'))
})

test('an old record that is put back under a newer revision does not open', async () => {
  const inner = await keep('before')
  const old = inner.values.get(NAME)!
  const store = encryptedStore(inner, bytes(1))
  await store.writeIf(NAME, 1, { revision: 2, text: 'after' })
  inner.values.set(NAME, { revision: 3, text: old.text })
  await expect(store.read(NAME)).rejects.toEqual(problem('damaged'))
})

test('a record of newer software is left alone, and the text says to update', async () => {
  const inner = await keep('tokens')
  const { revision, text } = inner.values.get(NAME)!
  inner.values.set(NAME, { revision, text: text.replace('encrypted-1', 'encrypted-2') })
  const reading = encryptedStore(inner, bytes(1)).read(NAME)
  await expect(reading).rejects.toEqual(problem('otherVersion'))
  await expect(reading).rejects.toThrow('Update')
})

test('the key is asked for when it is needed, once a record, and told what for', async () => {
  const uses: KeyUse[] = []
  const store = encryptedStore(mapStore(), (use) => {
    uses.push(use)
    return Promise.resolve(bytes(1))
  })
  await store.read(NAME)
  expect(uses).toEqual([])
  await Promise.all([
    store.writeIf(NAME, 0, { revision: 1, text: 'a' }),
    store.writeIf('other', 0, { revision: 1, text: 'b' }),
  ])
  await store.writeIf(NAME, 1, { revision: 2, text: 'c' })
  await store.read(NAME)
  expect(uses).toEqual(['write', 'write'])
})

test('a record that was removed together with the key is written with a key that is there', async () => {
  const inner = mapStore()
  let current: Uint8Array | undefined = bytes(1)
  const key = async (use: KeyUse): Promise<Uint8Array> => {
    if (use === 'write') current ??= bytes(2)
    if (!current) throw new SessionStoreError('keyLost', 'It is gone.')
    return current
  }
  const store = encryptedStore(inner, key)
  await store.writeIf(NAME, 0, { revision: 1, text: 'pending' })
  inner.values.clear()
  current = undefined
  expect(await store.writeIf(NAME, 0, { revision: 1, text: 'tokens' })).toBe(true)
  expect(await encryptedStore(inner, key).read(NAME)).toEqual({ revision: 1, text: 'tokens' })
})

test('a key that is refused is asked for again the next time: a keyring may have been unlocked (T20)', async () => {
  const inner = await keep('tokens')
  const key = vi
    .fn<() => Promise<Uint8Array>>()
    .mockRejectedValueOnce(new SessionStoreError('locked', 'The keyring is locked'))
    .mockResolvedValue(bytes(1))
  const store = encryptedStore(inner, key)
  await expect(store.read(NAME)).rejects.toEqual(problem('locked'))
  expect(await store.read(NAME)).toEqual({ revision: 1, text: 'tokens' })
})

test('a key that was made anew elsewhere is fetched again before the record counts as lost', async () => {
  const inner = mapStore()
  let current = bytes(1)
  const store = encryptedStore(inner, () => Promise.resolve(current))
  await store.writeIf(NAME, 0, { revision: 1, text: 'mine' })
  current = bytes(2)
  inner.values.clear()
  await encryptedStore(inner, current).writeIf(NAME, 0, { revision: 1, text: 'theirs' })
  expect(await store.read(NAME)).toEqual({ revision: 1, text: 'theirs' })
})

test('what only reads opens what the store has written, and says what is wrong as the store does', async () => {
  const inner = await keep('tokens')
  expect(await encryptedReader(inner, bytes(1)).read(NAME)).toEqual({ revision: 1, text: 'tokens' })
  expect(await encryptedReader(inner, bytes(1)).read('another')).toBeUndefined()
  await expect(encryptedReader(inner, bytes(2)).read(NAME)).rejects.toEqual(problem('keyLost'))
  inner.values.set(NAME, { revision: 2, text: inner.values.get(NAME)!.text })
  await expect(encryptedReader(inner, bytes(1)).read(NAME)).rejects.toEqual(problem('damaged'))
})

test('a platform may encrypt by other means than Web Crypto, which are then not asked for', async () => {
  const tag = bytes(1).subarray(16)
  const means: AesGcm = {
    encrypt: async (given) => new Uint8Array([...given.toReversed(), ...tag]),
    decrypt: async (given) => given.slice(0, -tag.length).toReversed(),
  }
  vi.stubGlobal('crypto', { getRandomValues: (array: Uint8Array) => array })
  try {
    for (const key of [means, async () => means]) {
      const store = encryptedStore(mapStore(), key)
      await store.writeIf(NAME, 0, { revision: 1, text: 'tokens' })
      expect(await store.read(NAME)).toEqual({ revision: 1, text: 'tokens' })
    }
  } finally {
    vi.unstubAllGlobals()
  }
})

test('a key of the wrong kind is told at once, or at the first use', async () => {
  expect(() => encryptedStore(mapStore(), new Uint8Array(16))).toThrow('32 bytes, and is 16')
  const short = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['encrypt', 'decrypt'])
  await expect(encryptedStore(mapStore(), short).writeIf(NAME, 0, { revision: 1, text: '' })).rejects.toThrow(
    '256 bits',
  )
})

test('on a page without Web Crypto nothing is written in clear: the text says why', async () => {
  vi.stubGlobal('crypto', {})
  try {
    const inner = mapStore()
    for (const key of [bytes(1), newKey]) {
      const writing = encryptedStore(inner, key).writeIf(NAME, 0, { revision: 1, text: 'tokens' })
      await expect(writing).rejects.toEqual(problem('unavailable'))
    }
    expect(inner.values.size).toBe(0)
  } finally {
    vi.unstubAllGlobals()
  }
})

test('writers, lock and notices are those of the store within; its kind says that it is encrypted', () => {
  const lock = { acquire: () => Promise.resolve('impossible' as const) }
  const watch = vi.fn<() => () => void>(() => () => undefined)
  const notify = vi.fn<(key: string) => void>()
  const store = encryptedStore({ ...mapStore(), lock, watch, notify }, bytes(1))
  const listener = vi.fn<() => void>()
  store.watch!(NAME, listener)
  store.notify!(NAME)
  expect(store).toMatchObject({ writers: 'many', kind: 'encrypted map', lock })
  expect(watch).toHaveBeenCalledWith(NAME, listener)
  expect(notify).toHaveBeenCalledWith(NAME)
  expect(encryptedStore(mapStore(), bytes(1))).not.toHaveProperty('watch')
})

/** Changes one character of a base64 text to its neighbour. */
function flipBit(text: string, at: number): string {
  const character = text[at] === 'A' ? 'B' : 'A'
  return text.slice(0, at) + character + text.slice(at + 1)
}
