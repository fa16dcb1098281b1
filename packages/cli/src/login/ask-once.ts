import { setTimeout as wait } from 'node:timers/promises'
import { Secret } from '@device-flow/machine'
import type { PollOutcome } from '@device-flow/machine'
import type { KeptServices } from '@device-flow/session'
import type { SessionRecord } from '@device-flow/session/record'
import type { CommandIo } from '../command-io.ts'

/**
 * Asks the server for the tokens of a code that has run out by this machine's clock, and forgets the login when there are none. It waits
 * for an interval first: by a clock that was set, nobody can tell how long ago the last poll was. Resolves to whether somebody is signed in
 * and kept now.
 *
 * @throws DeviceFlowError when the server says anything else than that the code has expired
 * @throws AbortError when the command is cancelled meanwhile
 */
export async function askOnce(
  { authorization: clear, intervalMs }: NonNullable<SessionRecord['pending']>,
  services: KeptServices,
  { stderr, signal = new AbortController().signal }: CommandIo,
): Promise<boolean> {
  const authorization = { ...clear, deviceCode: new Secret(clear.deviceCode) }
  stderr.write(
    `By the clock of this machine the code has expired. The server is asked once more, in ${Math.ceil(intervalMs / 1000)} s.\n`,
  )
  await wait(intervalMs, undefined, { signal })
  const outcome = await services.pollToken(authorization, { signal }).catch((): PollOutcome | undefined => undefined)
  if (outcome?.type === 'granted') return true
  if (outcome?.type === 'ended' && outcome.error.reason !== 'expired') throw outcome.error
  await services.session.forget(authorization)
  return false
}
