import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { createStorage } from 'unstorage'
import fsDriver from 'unstorage/drivers/fs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { unstorageStore } from '../../src/unstorage.ts'
import { storeCases } from '../store-cases.ts'

const KEY = 'device-flow tv https://as.example/ 1a2b'
const problem = (code: string): unknown => expect.objectContaining({ name: 'SessionStoreError', problem: code })

afterEach(() => vi.useRealTimers())

const cases = storeCases.filter(({ forManyWriters }) => !forManyWriters)

describe("a store of unstorage's, in memory", () => {
  test.each(cases)('$title', async ({ run }) => {
    const storage = createStorage()
    await expect(run({ open: () => unstorageStore(storage) })).resolves.toBeUndefined()
  })
})

test('what was kept in files is there after a restart', async () => {
  const base = await mkdtemp(join(tmpdir(), 'device-flow-unstorage-'))
  const open = () => unstorageStore(createStorage({ driver: fsDriver({ base }) }))
  await open().writeIf(KEY, 0, { revision: 1, text: '{"a":1}' })
  expect(await open().read(KEY)).toEqual({ revision: 1, text: '{"a":1}' })
  await rm(base, { recursive: true })
})

test('sessions at two servers are two records, though unstorage drops what follows a question mark', async () => {
  const store = unstorageStore(createStorage())
  await store.writeIf('tv https://as.example/?tenant=a', 0, { revision: 1, text: 'a' })
  await store.writeIf('tv https://as.example/?tenant=b', 0, { revision: 1, text: 'b' })
  expect((await store.read('tv https://as.example/?tenant=a'))?.text).toBe('a')
})

test('what is no record of ours is damaged, not overwritten, and can be set aside', async () => {
  const storage = createStorage()
  await storage.setItem(encodeURIComponent(KEY), { revision: -1 })
  const store = unstorageStore(storage)
  await expect(store.read(KEY)).rejects.toEqual(problem('damaged'))
  await expect(store.writeIf(KEY, 0, { revision: 1, text: '' })).rejects.toEqual(problem('damaged'))
  await store.setAside?.(KEY)
  expect(await store.writeIf(KEY, 0, { revision: 1, text: 'new' })).toBe(true)
  expect(await storage.getItem(encodeURIComponent(`${KEY} (aside)`))).toEqual({ revision: -1 })
})

test('a driver that never answers is unavailable after 10 s (T19)', async () => {
  vi.useFakeTimers()
  const never = vi.fn<() => Promise<never>>(() => new Promise(() => undefined))
  const store = unstorageStore({ getItem: never, setItem: never, removeItem: never })
  const reading = store.read(KEY).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await reading).toEqual(problem('unavailable'))
})

test('a driver that fails is unavailable, and what it says of the value is not passed on', async () => {
  const storage = createStorage()
  storage.setItem = (_key: string, value: unknown) =>
    Promise.reject(Object.assign(new Error(`cannot write ${JSON.stringify(value)}`), { code: 'ECONNRESET', value }))
  const error = await unstorageStore(storage)
    .writeIf(KEY, 0, { revision: 1, text: 'my-token' })
    .catch((reason: unknown) => reason)
  expect(error).toEqual(problem('unavailable'))
  expect(inspect(error, { depth: 9 })).not.toContain('my-token')
  expect(String(error)).toContain('ECONNRESET')
})

test('it says in its type that one process writes (T21)', () => {
  expect(unstorageStore(createStorage()).writers satisfies 'one').toBe('one')
})
