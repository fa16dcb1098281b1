// npm run demo-server: the server and the API alone, for an app of one's own. The arguments are the origins of its pages.
import process from 'node:process'
import { startAuthServer } from '@device-flow/auth-server'
import { listenForInterruption } from './interruption.ts'
import { narrowColumns } from './narrow-columns.ts'
import { PORTS, startAt } from './ports.ts'
import { printLines } from './print-lines.ts'
import { loginLines, serverLines } from './server-lines.ts'
import { untilEnded } from './until-ended.ts'
import { USUAL_ORIGIN } from './usual-origin.ts'

const given = process.argv.slice(2)
const allowedOrigins = given.length > 0 ? given : [USUAL_ORIGIN]
const { signal } = listenForInterruption()
let isMoved = false
const server = await startAt(
  PORTS.server,
  (port) => startAuthServer({ port, allowedOrigins }),
  () => (isMoved = true),
)
const columns = narrowColumns()
printLines([
  ...serverLines(server, columns),
  `  For pages of ${allowedOrigins.join(', ')}`,
  ...(isMoved
    ? [
        `  Port ${PORTS.server} is taken, maybe by another demo. This is a free`,
        `  one. Apps of npm run new look at ${PORTS.server}: give them this one.`,
      ]
    : []),
  ...loginLines(server, columns),
])
await untilEnded('This goes on', signal)
await server.close()
