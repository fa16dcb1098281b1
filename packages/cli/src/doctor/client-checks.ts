import { setTimeout as wait } from 'node:timers/promises'
import { isDeviceFlowError } from '@device-flow/machine'
import type { DeviceAuthorization } from '@device-flow/machine'
import type { OAuthServices } from '@device-flow/oauth'
import type { AskedServer } from './advice-on.ts'
import type { Check, CheckName } from './check.ts'
import { failedCheck } from './failed-check.ts'
import { placeOfRefusal } from './where-it-failed.ts'

const DEFAULT_INTERVAL_MS = 5000
const LONGEST_WAIT_MS = 15_000

const ABOUT_CLIENT = ['grant', 'client', 'request'] as const
type AboutClient = (typeof ABOUT_CLIENT)[number]

const FINE: Readonly<Record<AboutClient, string>> = {
  grant: 'A code came, and was dropped. Nobody has to enter or deny it.',
  client: 'Not refused so far, at the device authorization and the token endpoint.',
  request: 'Nothing that it asks for was refused so far.',
}

const SLOWED_AT_ONCE: Check = {
  name: 'client',
  status: 'warning',
  message: 'The server answered slow_down to the first poll, though its interval had passed.',
  advice:
    'If it says so to every poll, a login asks ever more seldom, and takes long to notice that its person has approved. Report it to whoever runs the server.',
}

/** Says which of the three it failed at: of the others nothing is known then. */
export function refusedChecks(failure: unknown, server: AskedServer): Check[] {
  const at = placeOfRefusal(failure)
  return ABOUT_CLIENT.map((name) =>
    name === at ? failedCheck(name, failure, server) : { name, status: 'skipped', message: 'Not known before that.' },
  )
}

/** Where no answer came from the endpoints. */
export function unknownChecks(): Check[] {
  return ABOUT_CLIENT.map((name) => ({ name, status: 'skipped', message: 'Not reached.' }))
}

/** Whether a check is about the client, and not about the way to the server. */
export function isAboutClient(name: CheckName | undefined): boolean {
  return ABOUT_CLIENT.some((one) => one === name)
}

function fineChecks(): Check[] {
  return ABOUT_CLIENT.map((name) => ({ name, status: 'ok', message: FINE[name] }))
}

/**
 * Polls once, when that is polite: some servers look at the client only there. The code is known to nobody, so the answer is pending;
 * tokens that come all the same are revoked. Rejects when the signal is aborted.
 */
export async function clientChecks(
  services: OAuthServices,
  authorization: DeviceAuthorization,
  server: AskedServer,
  signal: AbortSignal,
): Promise<Check[]> {
  const { intervalMs = DEFAULT_INTERVAL_MS } = authorization
  if (intervalMs > LONGEST_WAIT_MS) {
    return withClient({
      name: 'client',
      status: 'skipped',
      message: 'The server wants to be polled too seldom for a look.',
    })
  }
  // Timers fire early by a millisecond or two.
  await wait(intervalMs + 100, undefined, { signal })
  try {
    const outcome = await services.pollToken(authorization, { signal })
    if (outcome.type === 'slowDown') return withClient(SLOWED_AT_ONCE)
    if (outcome.type === 'granted') await services.revokeTokens(outcome.tokens).catch(() => {})
    return outcome.type !== 'ended' || isOfPerson(outcome.error) ? fineChecks() : refusedChecks(outcome.error, server)
  } catch (error) {
    signal.throwIfAborted()
    return withClient(failedCheck('client', error, server))
  }
}

/** A code came, but the token endpoint has not said that it accepts the client. */
function withClient(client: Check): Check[] {
  return fineChecks().map((check) => (check.name === 'client' ? client : check))
}

/** A test server that decides by itself. */
function isOfPerson(error: unknown): boolean {
  return isDeviceFlowError(error) && (error.reason === 'denied' || error.reason === 'expired')
}
