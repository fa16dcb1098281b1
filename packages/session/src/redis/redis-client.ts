import { systemClock } from '@device-flow/machine/clock'
import { withDeadline } from '@device-flow/untrusted'
import { SessionStoreError } from '../stores/store-error.ts'

/** What is used of an ioredis client (`Redis` or `Cluster`). */
export interface RedisClient {
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>
}

/** Something that has an ioredis client: unstorage's `redis` driver. */
export interface RedisDriver {
  getInstance?: () => RedisClient
}

/** Runs a script on one key. */
export type RunScript = (script: string, key: string, ...values: string[]) => Promise<unknown>

const LIMIT_MS = 5_000
const LIMIT = {
  clock: systemClock,
  limitMs: LIMIT_MS,
  timedOut: () =>
    new SessionStoreError('unavailable', `Redis did not answer in ${LIMIT_MS / 1000} s: is it reachable?`),
}

/**
 * Makes Redis answer in time, and fail with the error of a store: ioredis queues commands for as long as there is no connection, and its
 * errors hold the command, tokens included, so that they are not passed on.
 */
export function scriptRunner(source: RedisClient | RedisDriver): RunScript {
  const client = 'eval' in source ? source : source.getInstance?.()
  if (!client) throw new TypeError('This is no ioredis client, and no unstorage driver that has one')
  return async (script, key, ...values) => {
    try {
      // A process that had no turn for so long, on a busy machine, hears first what Redis has long answered.
      return await withDeadline(LIMIT, () => client.eval(script, 1, key, ...values))
    } catch (error) {
      throw redisStoreError(error)
    }
  }
}

const DENIED = ['NOAUTH', 'NOPERM', 'WRONGPASS', 'READONLY']

function redisStoreError(error: unknown): SessionStoreError {
  if (error instanceof SessionStoreError) return error
  const { message, code, name } = Object(error) as { message?: unknown; code?: unknown; name?: unknown }
  // The first word of what Redis answers is its code; an error in a script ends with that of the command.
  const codes: string[] = String(message).match(/\b[A-Z]{3,}\b/g) ?? []
  const told = codes[0] ?? String(code ?? name)
  if (codes.includes('OOM')) return new SessionStoreError('full', 'Redis has no memory left: raise its maxmemory')
  if (codes.includes('WRONGTYPE')) {
    return new SessionStoreError(
      'damaged',
      'What is under the key in Redis is no record of ours. Use another database.',
    )
  }
  const denied = DENIED.find((one) => codes.includes(one))
  if (denied) {
    return new SessionStoreError(
      'denied',
      `Redis denies it (${denied}): give this user EVAL, GET, SET, DEL, HGET, HMGET and HSET`,
    )
  }
  return new SessionStoreError('unavailable', `Redis does not work (${told}): is it reachable?`)
}
