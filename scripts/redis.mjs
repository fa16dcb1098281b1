import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findRedis } from './find-redis.mjs'

const MINUTES = 60_000

/**
 * Finds redis-server, or installs it with apt where this process may. Throws one line on how to get it by hand.
 *
 * @returns {string} the path of its executable
 */
export function ensureRedis() {
  try {
    return findRedis()
  } catch (error) {
    const mayUseApt = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
    if (process.env.REDIS_SERVER_PATH || !mayUseApt) throw error
  }
  console.error(
    'The tests of several machines need Redis. Running apt-get install redis-server (you are root), once, some 5 MB. ' +
      'Or set REDIS_SERVER_PATH to your own.',
  )
  apt('update')
  // On Debian it would be started, on its well-known port and for good: the tests start their own.
  apt('install', '-y', '--no-install-recommends', 'redis-server')
  return findRedis()
}

function apt(...args) {
  spawnSync('apt-get', args, {
    stdio: 'ignore',
    timeout: 5 * MINUTES,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  })
}
