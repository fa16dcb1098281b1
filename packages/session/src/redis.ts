// @device-flow/session/redis: sessions that several processes and machines share.
export { redisLease } from './redis/redis-lease.ts'
export { redisStore } from './redis/redis-store.ts'

export type { Lease, Lock, LockRequest } from './locks/lock.ts'
export type { RedisClient, RedisDriver } from './redis/redis-client.ts'
export type { ConditionalStore, StoredValue } from './stores/store.ts'
