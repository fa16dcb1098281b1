import { homedir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { SessionStoreError } from '@device-flow/session/encrypted'
import envPaths from 'env-paths'

/** One part of a path, and no more. */
const APP_NAME = /^[\w@][\w@. -]*$/

/**
 * Returns the folder in which `appStore` keeps: that for the state of this app, which `DEVICE_FLOW_HOME` overrides. Not the one for its
 * configuration, which people copy from machine to machine, and not its cache, which they delete.
 *
 * @throws TypeError for a name that is no name of a folder
 * @throws SessionStoreError `unavailable` where `DEVICE_FLOW_HOME` is a relative path
 * @see {@link https://specifications.freedesktop.org/basedir-spec/latest/ | XDG Base Directory Specification}
 * @example
 * ```ts
 * import { join } from 'node:path'
 * import { fileStore, stateFolder } from '@device-flow/node/store'
 *
 * const drafts = fileStore(join(stateFolder('my-cli'), 'drafts'))
 * console.log(await drafts.keys())
 * ```
 */
export function stateFolder(name: string, env: NodeJS.ProcessEnv = process.env): string {
  // JavaScript does not hold a name to its type, and "undefined" would be one.
  if (typeof name !== 'string' || !APP_NAME.test(name)) {
    throw new TypeError(
      `The name of an app must be that of a folder, such as "my-cli", and is ${JSON.stringify(name)}.`,
    )
  }
  const home = env['DEVICE_FLOW_HOME']
  if (home) return join(checkAbsolute(home, 'DEVICE_FLOW_HOME'), name)
  if (process.platform !== 'linux')
    return checkAbsolute(envPaths(name, { suffix: '' }).data, 'The folder for the state of programs')
  const state = env['XDG_STATE_HOME']
  // The specification: a relative path is invalid, and to be ignored.
  return join(state && isAbsolute(state) ? state : join(homeOf(env), '.local', 'state'), name)
}

/** A relative path would be another folder in each directory: who is signed in here would not be there. */
function checkAbsolute(path: string, what: string): string {
  if (isAbsolute(path)) return path
  throw new SessionStoreError('unavailable', `${what} must be an absolute path, and is ${JSON.stringify(path)}.`)
}

function homeOf(env: NodeJS.ProcessEnv): string {
  const home = env['HOME'] || homedir()
  // What the system knows of the user, instead of the variable.
  return isAbsolute(home) ? home : userInfo().homedir
}
