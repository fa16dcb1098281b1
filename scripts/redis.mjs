import { installWithApt, mayUseApt } from './apt.mjs'
import { findRedis } from './find-redis.mjs'

/**
 * Finds redis-server, or installs it with apt where this process may. Throws one line on how to get it by hand.
 *
 * @returns {string} the path of its executable
 */
export function ensureRedis() {
  try {
    return findRedis()
  } catch (error) {
    if (process.env.REDIS_SERVER_PATH || !mayUseApt()) throw error
  }
  console.error(
    'The tests of several machines need Redis. Running apt-get install redis-server (you are root), once, some 5 MB. ' +
      'Or set REDIS_SERVER_PATH to your own.',
  )
  installWithApt('redis-server')
  return findRedis()
}
