import { once } from 'node:events'
import process from 'node:process'
import { startAuthServer } from '@device-flow/auth-server'
import { exitCodes } from 'device-flow'
import { demoFor, type DemoOptions } from './demo-options.ts'
import { listenForInterruption } from './interruption.ts'
import { serveScreens } from './screens.ts'
import { signInHere } from './sign-in-here.ts'
import { readStartArguments } from '../../../scripts/start-arguments.mjs'

const { option, help, problem } = readStartArguments(process.argv.slice(2))
if (help !== undefined) process.stdout.write(help)
else if (problem !== undefined) process.stderr.write(problem)
process.exitCode = problem === undefined ? exitCodes.signedIn : exitCodes.usage
if (help === undefined && problem === undefined) {
  process.exitCode = await demonstrate(demoFor(option)).catch((error: unknown) => {
    process.stderr.write(`Something went wrong in this software: ${String(error)}\n`)
    return exitCodes.unexpected
  })
}

/** Runs the demo to its end, and resolves to its exit code. */
async function demonstrate({ onPrompt, hasScreens, stays }: DemoOptions): Promise<number> {
  const interruption = listenForInterruption()
  const { signal } = interruption
  const server = await startAuthServer({ pollIntervalSeconds: 2 })
  say(`Started an authorization server and an API: ${server.issuer}`)
  const screens = hasScreens ? await serveScreens(server) : undefined
  if (screens) {
    say(`Two more devices to try, in a browser: TV ${screens.tv.url} · kiosk ${screens.kiosk.url}`)
    say(`Watch each of them live: inspector ${screens.viewer.url} (in the TV and the kiosk also by the key I)`)
    say('All of this is on this computer alone: a phone cannot follow the QR code.')
  }
  try {
    const exitCode = await signInHere({ server, onPrompt, signal, viewerUrl: screens?.viewer.webSocketUrl })
    if (signal.aborted) return interruption.exitCode() ?? exitCode
    if (stays) {
      say('The TV, the kiosk and the inspector go on until Ctrl-C.')
      // Ctrl-C is the way to end it, and no failure: the exit code is the login's.
      await once(signal, 'abort')
    }
    return exitCode
  } finally {
    await screens?.close()
    await server.close()
  }
}

function say(line: string): void {
  process.stdout.write(`  ${line}\n`)
}
