import type { ConditionalStore, StoredValue } from '../stores/store.ts'
import { asideKey, checkStoredValue } from '../stores/stored-value.ts'
import { redisLease } from './redis-lease.ts'
import { scriptRunner, type RedisClient, type RedisDriver } from './redis-client.ts'

const READ = `return redis.call('HMGET', KEYS[1], 'revision', 'text')`

const WRITE_IF = `
if (redis.call('HGET', KEYS[1], 'revision') or '0') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'revision', ARGV[2], 'text', ARGV[3])
return 1`

const SET_ASIDE = `
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('RENAME', KEYS[1], ARGV[1]) end`

const REVISION = `return redis.call('HGET', KEYS[1], 'revision')`
const LOOK_AGAIN_MS = 2_000

/**
 * Keeps sessions in Redis, for several processes and machines: a script writes on a condition, in one step. A record is a hash under the
 * name of the session; an ioredis client's `keyPrefix` goes before it.
 *
 * In clear: put `encryptedStore` around it, with one key for all machines. A write is as durable as the server makes it: `appendonly yes`
 * with `appendfsync always` loses nothing, a fail-over to a replica may. `maxmemory-policy noeviction`, or Redis signs people out at will.
 *
 * @param source an ioredis client, or unstorage's `redis` driver, whose client is used
 * @throws TypeError for a driver without a client
 * @see https://redis.io/docs/latest/develop/programmability/eval-intro/
 * @example
 * ```ts
 * import { encryptedStore } from '@device-flow/session/encrypted'
 * import { redisStore } from '@device-flow/session/redis'
 * import { Redis } from 'ioredis'
 *
 * const key = Buffer.from(process.env['SESSION_KEY'] ?? '', 'base64') // 32 bytes
 * export const store = encryptedStore(redisStore(new Redis('redis://127.0.0.1:6379')), key)
 * ```
 */
export function redisStore(source: RedisClient | RedisDriver): ConditionalStore {
  const run = scriptRunner(source)

  async function read(key: string): Promise<StoredValue | undefined> {
    const [revision, text] = (await run(READ, key)) as [string | null, string | null]
    return revision === null && text === null
      ? undefined
      : checkStoredValue({ revision: Number(revision), text }, key, 'Redis')
  }

  return {
    writers: 'many',
    kind: 'Redis',
    lock: redisLease(source),
    read,
    setAside: async (key) => void (await run(SET_ASIDE, key, asideKey(key))),
    // By looking, not by PUBLISH: that needs a second connection for each process, and tells nothing while it is being made anew.
    watch(key, listener) {
      let known: unknown
      let isOver = false
      const look = async (): Promise<void> => {
        const revision = await run(REVISION, key).catch(() => known)
        if (known !== undefined && revision !== known && !isOver) listener()
        known = revision
      }
      void look()
      const timer = setInterval(() => void look(), LOOK_AGAIN_MS)
      // Whoever watches does not keep a process alive.
      timer.unref()
      return () => {
        isOver = true
        clearInterval(timer)
      }
    },
    writeIf: async (key, revision, next) =>
      (await run(WRITE_IF, key, String(revision), String(next.revision), next.text)) === 1,
  }
}
