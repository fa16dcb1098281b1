// npm run playground: installs and builds if needed, and serves the playground with an authorization server of its own.
import { readPlaygroundArguments } from './playground-arguments.mjs'
import { runDemo } from './run-demo.mjs'

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
await runDemo('playground.js')
