// npm start: installs and builds if needed, and signs this terminal in at an authorization server of its own.
import { runDemo } from './run-demo.mjs'
import { readStartArguments } from './start-arguments.mjs'

// Before anything is installed or built: neither help nor a wrong word is worth a minute's wait.
const { help, problem } = readStartArguments(process.argv.slice(2), process.env)
if (help !== undefined) {
  process.stdout.write(help)
  process.exit(0)
}
if (problem !== undefined) {
  process.stderr.write(problem)
  process.exit(2)
}
await runDemo('main.js')
