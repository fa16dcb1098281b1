import { join } from 'node:path'
import envPaths from 'env-paths'

/** One part of a path, and no more. */
const APP_NAME = /^[\w@][\w@. -]*$/

/**
 * Where an app keeps its state: not its configuration, which people copy from machine to machine, and not its cache, which they delete.
 *
 * @throws TypeError for a name that is no name of a folder
 */
export function stateFolder(name: string, env: NodeJS.ProcessEnv): string {
  if (!APP_NAME.test(name)) {
    throw new TypeError(`appStore: the name must be that of a folder, such as "my-cli", and is ${JSON.stringify(name)}`)
  }
  const home = env['DEVICE_FLOW_HOME']
  if (home) return join(home, name)
  const paths = envPaths(name, { suffix: '' })
  // The log folder of env-paths is XDG_STATE_HOME on Linux; elsewhere it is one that may be cleaned.
  return process.platform === 'linux' ? paths.log : paths.data
}
