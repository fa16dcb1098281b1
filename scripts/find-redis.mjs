import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

const WELL_KNOWN = ['/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server', '/snap/bin/redis-server']

const HELP =
  'The tests of several machines need Redis: install redis-server (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis) ' +
  'or set REDIS_SERVER_PATH to its executable.'

function works(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 10_000 }).status === 0
}

/**
 * Finds an installed redis-server: `REDIS_SERVER_PATH`, otherwise on the `PATH`, otherwise in well-known places. Throws one line on how to
 * get it.
 *
 * @returns {string} the path of its executable
 */
export function findRedis() {
  const chosen = process.env.REDIS_SERVER_PATH
  if (chosen) {
    if (works(chosen)) return chosen
    throw new Error(`REDIS_SERVER_PATH is ${chosen}, and that does not run.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const found = [...folders.map((folder) => join(folder, 'redis-server')), ...WELL_KNOWN].find(works)
  if (!found) throw new Error(HELP)
  return found
}
