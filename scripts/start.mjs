// npm start: installs and builds if needed, and signs this terminal in at an authorization server of its own.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readStartArguments } from './start-arguments.mjs'
import { ensureInstalled, requireNode, requireNpm } from './install.mjs'
import { npm, root } from './run.mjs'

const app = join(root, 'apps', 'terminal', 'dist', 'main.js')

// Before anything is installed or built: neither help nor a wrong word is worth a minute's wait.
const { help, problem } = readStartArguments(process.argv.slice(2))
if (help !== undefined) {
  process.stdout.write(help)
  process.exit(0)
}
if (problem !== undefined) {
  process.stderr.write(problem)
  process.exit(2)
}

requireNode()
requireNpm()
await ensureInstalled()
if (!existsSync(app)) console.error('Building, once. This takes about half a minute.')
const build = ['exec', '--', 'turbo', 'run', 'build', '--filter=@device-flow/terminal...', '--output-logs=errors-only']
if (!(await npm(build, { quiet: true }))) {
  console.error('The build failed. See above.')
  process.exit(1)
}
// In this very process, so that arguments, Ctrl-C and the exit code need no passing on.
await import(pathToFileURL(app).href)
