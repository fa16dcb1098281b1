import { join } from 'node:path'
import envPaths from 'env-paths'

/** One part of a path, and no more. */
const APP_NAME = /^[\w@][\w@. -]*$/

/**
 * Returns the folder in which `appStore` keeps: that for the state of this app, which `DEVICE_FLOW_HOME` overrides. Not the one for its
 * configuration, which people copy from machine to machine, and not its cache, which they delete.
 *
 * @throws TypeError for a name that is no name of a folder
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
  if (!APP_NAME.test(name)) {
    throw new TypeError(
      `The name of an app must be that of a folder, such as "my-cli", and is ${JSON.stringify(name)}.`,
    )
  }
  const home = env['DEVICE_FLOW_HOME']
  if (home) return join(home, name)
  const paths = envPaths(name, { suffix: '' })
  // The log folder of env-paths is XDG_STATE_HOME on Linux; elsewhere it is one that may be cleaned.
  return process.platform === 'linux' ? paths.log : paths.data
}
