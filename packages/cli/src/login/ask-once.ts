import { setTimeout as wait } from 'node:timers/promises'
import { Secret } from '@device-flow/machine'
import type { PollOutcome } from '@device-flow/machine'
import type { KeptServices } from '@device-flow/session'
import type { SessionRecord } from '@device-flow/session/record'
import type { CommandIo } from '../command-io.ts'
import { outOfReach } from '../failure/out-of-reach.ts'

const UNKNOWN = 'By the clock of this machine the code has expired, and the server has not said whether it was used: '

/**
 * Asks the server once what has become of a code that has run out by this machine's clock. It waits for an interval first: by a clock that
 * was set, nobody can tell how long ago the last poll was. The login stays while the server has not ended it: it may have been approved.
 *
 * @throws DeviceFlowError when the server has ended the login, be it because the code has expired, or has not answered (`offline`)
 * @throws AbortError when the command is cancelled meanwhile
 */
export async function askOnce(
  { authorization: clear, intervalMs }: NonNullable<SessionRecord['pending']>,
  services: KeptServices,
  { stderr, signal = new AbortController().signal }: CommandIo,
): Promise<Exclude<PollOutcome, { type: 'ended' }>> {
  const { asked } = clear
  const authorization = {
    ...clear,
    deviceCode: new Secret(clear.deviceCode),
    asked: asked === undefined ? undefined : new Secret(asked),
  }
  stderr.write(
    `By the clock of this machine the code has expired. The server is asked once more, in ${Math.ceil(intervalMs / 1000)} s.\n`,
  )
  await wait(intervalMs, undefined, { signal })
  const outcome = await services.pollToken(authorization, { signal }).catch((error: unknown) => {
    throw outOfReach(error, UNKNOWN)
  })
  // Its server may say why.
  if (outcome.type === 'ended') throw outcome.error
  return outcome
}
