// npm run demo-server: installs and builds if needed, and serves the demo's authorization server and API, for an app of one's own.
import { runDemo } from './run-demo.mjs'

const HELP = `npm run demo-server runs the demo's authorization server and API alone, on this
computer, until Ctrl-C or q.

  npm run demo-server                           for pages of http://localhost:5173,
                                                where Vite serves them
  npm run demo-server -- http://localhost:3000  for pages of these origins instead
  npm run demo-server -- --help                 says this
`

const argv = process.argv.slice(2)
if (argv.includes('--help') || argv.includes('-h')) {
  process.stdout.write(HELP)
  process.exit(0)
}
const wrong = argv.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin)
if (wrong !== undefined) {
  process.stderr.write(
    `npm run demo-server takes origins, such as http://localhost:5173: not ${JSON.stringify(wrong)}.\n`,
  )
  process.exit(2)
}
await runDemo('demo-server.js')
