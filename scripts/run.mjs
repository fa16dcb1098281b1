import { spawnSync } from 'node:child_process'
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
 * Runs npm, or with `exec` a tool of this repository, and waits.
 *
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options] quiet: the output is shown only when it fails
 * @returns {boolean} whether it succeeded
 */
export function npm(args, { quiet = false, env = {} } = {}) {
  const result = spawnSync(process.execPath, [npmCli(), ...args], {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...quietEnvironment, ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  if (result.error) throw result.error
  if (quiet && result.status !== 0) process.stderr.write(`${result.stdout}${result.stderr}`)
  return result.status === 0
}

function npmCli() {
  const cli = process.env.npm_execpath
  if (!cli) throw new Error('Run this through npm: npm start, npm test or npm run check')
  return cli
}
