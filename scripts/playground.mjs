// npm run playground: installs and builds if needed, and serves the playground with an authorization server of its own.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readPlaygroundArguments } from './playground-arguments.mjs'
import { runDemo } from './run-demo.mjs'
import { root } from './run.mjs'

// Before anything is installed or built: neither help nor a wrong word is worth a minute's wait.
const { help, problem } = readPlaygroundArguments(process.argv.slice(2))
if (help !== undefined) {
  process.stdout.write(help)
  process.exit(0)
}
if (problem !== undefined) {
  process.stderr.write(problem)
  process.exit(2)
}
// Where the server is not built either, runDemo says so.
if (isBuilt('terminal', 'playground.js') && !isBuilt('playground', 'index.html')) {
  console.error('Building the playground, once. This takes about half a minute.')
}
await runDemo('playground.js')

function isBuilt(app, file) {
  return existsSync(join(root, 'apps', app, 'dist', file))
}
