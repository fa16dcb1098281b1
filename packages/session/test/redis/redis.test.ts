import { createCanaries, findCanaries } from '@device-flow/testing'
import { Redis } from 'ioredis'
import { inspect } from 'node:util'
import redisDriver from 'unstorage/drivers/redis'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startRedis, type StartedRedis } from '../../../../scripts/start-redis.mjs'
import { encryptedStore } from '../../src/encrypted.ts'
import { redisLease, redisStore } from '../../src/redis.ts'
import { lockCases } from '../lock-cases.ts'
import { storeCases } from '../store-cases.ts'

vi.setConfig({ testTimeout: 30_000 })

const KEY = 'device-flow tv https://as.example/ 1a2b'
const problem = (code: string): unknown => expect.objectContaining({ name: 'SessionStoreError', problem: code })
const request = { waitMs: 0, leaseMs: 60_000, signal: new AbortController().signal }

let server: StartedRedis
const clients: Redis[] = []

/** A connection of its own, as another machine has it. */
function connect(url = server.url, options = {}): Redis {
  const client = new Redis(url, options)
  // Otherwise it prints that the server is away.
  client.on('error', () => undefined)
  clients.push(client)
  return client
}

beforeAll(async () => {
  server = await startRedis()
})
beforeEach(async () => {
  await connect().flushall()
  return () => {
    for (const client of clients.splice(0)) client.disconnect()
  }
})
afterAll(() => server.stop())

describe('a store in Redis', () => {
  test.each(storeCases)('$title', async ({ run }) => {
    await expect(run({ open: () => redisStore(connect()) })).resolves.toBeUndefined()
  })
})

describe('a store in Redis, encrypted', () => {
  const key = crypto.getRandomValues(new Uint8Array(32))
  test.each(storeCases)('$title', async ({ run }) => {
    await expect(run({ open: () => encryptedStore(redisStore(connect()), key) })).resolves.toBeUndefined()
  })

  test('no secret is in any value of the server', async () => {
    const canaries = createCanaries()
    const text = JSON.stringify(canaries)
    await encryptedStore(redisStore(connect()), key).writeIf(KEY, 0, { revision: 1, text })
    const stored = JSON.stringify(await connect().hgetall(KEY))
    expect(stored).toContain('device-flow-encrypted-1')
    expect(findCanaries(stored, canaries)).toEqual([])
  })
})

describe('a lock in Redis', () => {
  test.each(lockCases)('$title', async ({ run }) => {
    await expect(run({ open: () => redisLease(connect()) })).resolves.toBeUndefined()
  })
})

test("unstorage's driver lends its client, which is one place with another's", async () => {
  const driver = redisDriver({ url: server.url })
  await redisStore(driver).writeIf(KEY, 0, { revision: 1, text: 'one' })
  expect(await redisStore(connect()).read(KEY)).toEqual({ revision: 1, text: 'one' })
  await driver.dispose?.()
})

test('what has no client is told at once', () => {
  expect(() => redisStore({})).toThrow(TypeError)
  expect(() => redisLease({})).toThrow('no ioredis client')
})

test('a lock of a machine that died ends by itself in Redis, whatever its clock said, and before others have waited in vain', async () => {
  await redisLease(connect()).acquire(KEY, { ...request, leaseMs: 60_000 })
  const leftMs = await connect().pttl(`lock ${KEY}`)
  expect(leftMs).toBeGreaterThan(15_000)
  expect(leftMs).toBeLessThanOrEqual(20_000)
})

test('a lock in Redis is renewed by its holder while it works, and by nobody else (T7)', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const client = connect()
  const lease = await redisLease(client).acquire(KEY, request)
  const renewedAfter = async (change: Promise<unknown>): Promise<number> => {
    await change
    vi.advanceTimersByTime(5_000)
    await client.ping()
    return client.pttl(`lock ${KEY}`)
  }
  expect(await renewedAfter(client.pexpire(`lock ${KEY}`, 1_000))).toBeGreaterThan(15_000)
  expect(await renewedAfter(client.set(`lock ${KEY}`, 'another', 'PX', 1_000))).toBeLessThanOrEqual(1_000)
  if (typeof lease === 'object') await lease.release()
  vi.useRealTimers()
  expect(await client.get(`lock ${KEY}`)).toBe('another')
})

test('while Redis is away, its lock is impossible, never held or ours (T6), and its store says unavailable in time (T19)', async () => {
  const away = await startRedis()
  const client = connect(away.url, { maxRetriesPerRequest: null })
  const [store, lock] = [redisStore(client), redisLease(client)]
  await store.writeIf(KEY, 0, { revision: 1, text: 'one' })
  await away.stop()
  const startedAt = Date.now()
  const [answer] = await Promise.all([
    lock.acquire(KEY, request),
    expect(store.read(KEY)).rejects.toEqual(problem('unavailable')),
    expect(store.writeIf(KEY, 1, { revision: 2, text: 'two' })).rejects.toEqual(problem('unavailable')),
  ])
  expect(answer).toBe('impossible')
  expect(Date.now() - startedAt).toBeLessThan(8_000)
})

test('a write that was late to arrive does not undo a newer one', async () => {
  const client = connect()
  const store = redisStore(client)
  await store.writeIf(KEY, 0, { revision: 1, text: 'one' })
  await store.writeIf(KEY, 1, { revision: 2, text: 'newer' })
  // As ioredis sends it when the connection is back.
  expect(await redisStore(connect()).writeIf(KEY, 1, { revision: 2, text: 'late' })).toBe(false)
  expect(await store.read(KEY)).toEqual({ revision: 2, text: 'newer' })
})

describe('a server that refuses', () => {
  const canaries = createCanaries()
  const text = JSON.stringify(canaries)

  async function writingTo(client: Redis): Promise<unknown> {
    return redisStore(client)
      .writeIf(KEY, 0, { revision: 1, text })
      .catch((error: unknown) => error)
  }

  test('for want of a password is denied, and its error holds no token though that of ioredis does', async () => {
    await connect().call('CONFIG', 'SET', 'requirepass', 'a-password')
    try {
      const error = await writingTo(connect())
      expect(error).toEqual(problem('denied'))
      expect(findCanaries(inspect(error, { depth: 9 }), canaries)).toEqual([])
    } finally {
      await connect(server.url, { password: 'a-password' }).call('CONFIG', 'SET', 'requirepass', '')
    }
  })

  test('for want of memory is full, and what was stored is as before', async () => {
    const small = await startRedis('--maxmemory-policy', 'noeviction')
    const client = connect(small.url)
    await redisStore(client).writeIf(KEY, 0, { revision: 1, text: 'one' })
    await client.call('CONFIG', 'SET', 'maxmemory', '1kb')
    const error = await redisStore(client)
      .writeIf(KEY, 1, { revision: 2, text })
      .catch((reason: unknown) => reason)
    expect(error).toEqual(problem('full'))
    expect(await redisStore(client).read(KEY)).toEqual({ revision: 1, text: 'one' })
    await small.stop()
  })

  test('because something else is under the key is damaged, and that is left as it is', async () => {
    await connect().set(KEY, 'not ours')
    expect(await writingTo(connect())).toEqual(problem('damaged'))
    expect(await connect().get(KEY)).toBe('not ours')
  })

  test('what is set aside makes room for a new sign-in, and is not lost', async () => {
    const client = connect()
    await client.hset(KEY, 'revision', 'many', 'text', 'half a rec')
    const store = redisStore(client)
    await expect(store.read(KEY)).rejects.toEqual(problem('damaged'))
    await store.setAside?.(KEY)
    await store.setAside?.(KEY)
    expect(await store.read(KEY)).toBeUndefined()
    expect(await client.hget(`${KEY} (aside)`, 'text')).toBe('half a rec')
  })
})
