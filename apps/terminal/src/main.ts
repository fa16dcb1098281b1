import process from 'node:process'
import { exitCodes } from 'device-flow'
import { listenForInterruption } from './interruption.ts'
import { runScriptedDemo } from './scripted-demo.ts'
import { runStayingDemo } from './staying-demo.ts'
import { readStartArguments, type StartArguments } from '../../../scripts/start-arguments.mjs'

const given = readStartArguments(process.argv.slice(2))
if (given.help !== undefined) process.stdout.write(given.help)
else if (given.problem !== undefined) process.stderr.write(given.problem)
process.exitCode = given.problem === undefined ? exitCodes.signedIn : exitCodes.usage
if (given.help === undefined && given.problem === undefined) {
  process.exitCode = await demonstrate(given).catch((error: unknown) => {
    process.stderr.write(`Something went wrong in this software: ${String(error)}\n`)
    return exitCodes.unexpected
  })
}

/** Runs the demo to its end, and resolves to its exit code. */
async function demonstrate({ decision, lan }: StartArguments): Promise<number> {
  const interruption = listenForInterruption()
  if (decision) return runScriptedDemo(decision, interruption)
  if (!lan) return runStayingDemo(interruption)
  // Loads what makes a certificate, and nobody else needs.
  const { openToNetwork } = await import('./lan/open-to-network.ts')
  const opened = await openToNetwork(lan, interruption.signal)
  if (typeof opened !== 'string') return runStayingDemo(interruption, opened)
  process.stderr.write(`${opened}\n`)
  return interruption.exitCode() ?? exitCodes.usage
}
