// npm run new -- react my-app: writes a start into a folder of its own, where it installs and runs.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readNewArguments } from './new-arguments.mjs'
import { ensureInstalled, requireNode, requireNpm } from './install.mjs'
import { npm, root } from './run.mjs'
import { startNames, writeStart } from './write-start.mjs'

// npm runs scripts in the root of the repository, wherever the person is.
const from = process.env.INIT_CWD ?? process.cwd()
const { help, problem, ...app } = readNewArguments(process.argv.slice(2), { starts: await startNames(), from })
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
const isBuilt = existsSync(join(root, 'packages', 'machine', 'dist', 'index.js'))
console.error(`Building and packing.${isBuilt ? '' : ' The first time, this takes about half a minute.'}`)
const filter = `--filter=@device-flow/start-${app.start}^...`
if (!(await npm(['exec', '--', 'turbo', 'run', 'build', filter, '--output-logs=errors-only'], { quiet: true }))) {
  console.error('The build failed. See above.')
  process.exit(1)
}
if (!(await writeStart(app))) process.exit(1)

const run = app.start === 'node' ? 'node cli.js login' : 'npm run dev'
console.log(`Written: ${app.folder}

  npm run demo-server                       the server that it signs in at, in this clone; or name your own in the file
  cd ${app.folder}
  npm install && ${run}`)
