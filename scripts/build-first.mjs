import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { root } from './run.mjs'

/**
 * Builds a workspace and what it depends on, if they changed since: for tests that run a build, as processes and browsers do. All other
 * tests meet the sources.
 *
 * @param {string} workspace its name, such as `@device-flow/node`
 */
export async function buildFirst(workspace) {
  const args = ['exec', '--', 'turbo', 'run', 'build', `--filter=${workspace}`, '--output-logs=errors-only']
  // Vitest's own would build React for development.
  const { NODE_ENV: _, ...inherited } = process.env
  const env = { ...inherited, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NODE_NO_WARNINGS: '1' }
  await promisify(execFile)('npm', args, { cwd: root, env, shell: process.platform === 'win32' })
}

/** As vitest's `globalSetup`, for a project whose tests all run builds. */
export default async function setup({ name }) {
  await buildFirst(name)
}
