import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, requireNode, requireNpm } from './install.mjs'
import { npm, root } from './run.mjs'

/**
 * Installs and builds what the demo needs, and runs one of its programs in this very process, so that arguments, Ctrl-C and the exit code
 * need no passing on.
 *
 * @param {string} program its file in the terminal demo's build
 */
export async function runDemo(program) {
  const file = join(root, 'apps', 'terminal', 'dist', program)
  requireNode()
  requireNpm()
  await ensureInstalled()
  if (!existsSync(file)) console.error('Building, once. This takes about half a minute.')
  const build = [
    'exec',
    '--',
    'turbo',
    'run',
    'build',
    '--filter=@device-flow/terminal...',
    '--output-logs=errors-only',
  ]
  if (!(await npm(build, { quiet: true }))) {
    console.error('The build failed. See above.')
    process.exit(1)
  }
  await import(pathToFileURL(file).href)
}
