import { startAuthServer } from '@device-flow/auth-server'
import type { Interruption } from './interruption.ts'
import { POLL_SECONDS } from './poll-seconds.ts'
import { printLines } from './print-lines.ts'
import { signInHere } from './sign-in-here.ts'

/** The demo in which a script plays the person: there is nothing to try, and it ends by itself. Resolves to its exit code. */
export async function runScriptedDemo(decision: 'approve' | 'deny', interruption: Interruption): Promise<number> {
  const server = await startAuthServer({ pollIntervalSeconds: POLL_SECONDS })
  printLines([`  Started an authorization server and an API: ${server.issuer}`])
  try {
    const exitCode = await signInHere({ server, decision, signal: interruption.signal })
    return interruption.exitCode() ?? exitCode
  } finally {
    await server.close()
  }
}
