import type { Lock } from '../locks/lock.ts'
import { waitForLease } from '../locks/wait-for-lease.ts'
import { scriptRunner, type RedisClient, type RedisDriver } from './redis-client.ts'

const TAKE_IF_FREE_OR_MINE = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`

const DELETE_IF_MINE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

/**
 * A lock in Redis, for several processes and machines: a key that ends by itself, renewed and deleted by its owner only. A process that was
 * killed holds it for 20 s at most. `impossible` while Redis is away: the revision of the record decides then.
 *
 * @param source an ioredis client, or unstorage's `redis` driver, whose client is used
 * @throws TypeError for a driver without a client
 * @see https://redis.io/docs/latest/commands/set/#patterns
 */
export function redisLease(source: RedisClient | RedisDriver): Lock {
  const run = scriptRunner(source)
  const book = {
    take: async (name: string, owner: string, leaseMs: number) =>
      (await run(TAKE_IF_FREE_OR_MINE, keyOf(name), owner, String(leaseMs))) === 1,
    giveBack: async (name: string, owner: string) => void (await run(DELETE_IF_MINE, keyOf(name), owner)),
  }
  return { acquire: (name, request) => waitForLease(book, name, request) }
}

function keyOf(name: string): string {
  return `lock ${name}`
}
