import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url))

const quietEnvironment = {
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  // tsdown says at each build that it will drop Node 20 one day.
  NODE_NO_WARNINGS: '1',
}

/**
 * Runs npm, or with `exec` a tool of this repository, and waits. Ctrl-C ends it, and then this process: one that was left behind would
 * go on changing node_modules under the next try. It is the npm that started this script: see `requireNpm`.
 *
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options] quiet: the output is shown only when it fails
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function npm(args, { quiet = false, env = {} } = {}) {
  const child = spawn(process.execPath, [process.env.npm_execpath, ...args], {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...quietEnvironment, ...env },
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))

  let interrupted = false
  const stop = () => {
    interrupted = true
    child.kill('SIGTERM')
    // npm ci ignores SIGTERM until all is installed. What is left half done, the next try installs again.
    setTimeout(() => child.kill('SIGKILL'), 1_000).unref()
  }
  process.on('SIGINT', stop)
  const [code] = await once(child, 'close')
  process.off('SIGINT', stop)
  if (interrupted) process.exit(130)
  if (quiet && code !== 0) process.stderr.write(output)
  return code === 0
}
