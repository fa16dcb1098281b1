/** Finds an installed redis-server: `REDIS_SERVER_PATH`, otherwise on the `PATH`, otherwise in well-known places. Throws one line on how to get it. */
export function findRedis(): string
