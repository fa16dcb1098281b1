// npm run playground: the playground with a server of its own, which goes on until Ctrl-C or q.
import process from 'node:process'
import { startAuthServer } from '@device-flow/auth-server'
import { exitCodes } from 'device-flow'
import { readPlaygroundArguments, type PlaygroundArguments } from '../../../../scripts/playground-arguments.mjs'
import { factLines } from '../fitted-lines.ts'
import { listenForInterruption } from '../interruption.ts'
import { narrowColumns } from '../narrow-columns.ts'
import { POLL_SECONDS } from '../poll-seconds.ts'
import { PORTS, startAt } from '../ports.ts'
import { printLines } from '../print-lines.ts'
import { serverLines } from '../server-lines.ts'
import { untilEnded } from '../until-ended.ts'
import { servePlayground } from './serve-playground.ts'

const given = readPlaygroundArguments(process.argv.slice(2))
if (given.help !== undefined) process.stdout.write(given.help)
else if (given.problem !== undefined) process.stderr.write(given.problem)
else await serve(given)
if (given.problem !== undefined) process.exitCode = exitCodes.usage

async function serve({ port, hasRelay, tokenSeconds }: PlaygroundArguments): Promise<void> {
  const { signal } = listenForInterruption()
  const lifetime = tokenSeconds === undefined ? {} : { accessTokenLifetimeSeconds: tokenSeconds }
  const start = (at: number) => startAuthServer({ port: at, pollIntervalSeconds: POLL_SECONDS, ...lifetime })
  const server = await startAt(PORTS.server, start, () => {})
  let isMoved = false
  try {
    // A port that was asked for is no other: the person may have written it down elsewhere. 0 asks for any that is free.
    const playground =
      port !== undefined
        ? await servePlayground({ server, port, hasRelay })
        : await startAt(
            PORTS.playground,
            (at) => servePlayground({ server, port: at, hasRelay }),
            () => (isMoved = true),
          )
    const columns = narrowColumns()
    printLines([
      ...factLines({ Playground: playground.url }, columns),
      ...(isMoved ? [`  Port ${PORTS.playground} is taken, maybe by another demo: this is a free one.`] : []),
      ...serverLines(server, columns),
      ...(hasRelay ? ['  The relay is on: its page reaches servers without CORS, too.'] : []),
    ])
    await untilEnded('All of this goes on', signal)
    await playground.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    process.stderr.write(`Port ${port} is taken. Name another: npm run playground -- --port=N\n`)
    process.exitCode = exitCodes.usage
  } finally {
    await server.close()
  }
}
