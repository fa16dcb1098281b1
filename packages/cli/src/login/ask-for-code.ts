import { codeTimeLeft, createDeviceFlowMachine, toView } from '@device-flow/machine'
import type { DeviceAuthorization, DeviceFlowView } from '@device-flow/machine'
import { pollIntervalMs } from '@device-flow/machine/adapter'
import type { DevicePrompt } from '@device-flow/node'
import { createActor, waitFor } from 'xstate'
import type { CommandIo } from '../command-io.ts'
import type { LoginTarget } from './login-target.ts'

/**
 * Asks for a code, or takes that of the login that waits already, without waiting for the person. It is tried for as often as by a login
 * that waits; each view on the way is told.
 *
 * @throws DeviceFlowError when there is none to be had, as a login ends that has run out of tries
 * @throws AbortError when the command is cancelled meanwhile
 */
export async function askForCode(
  { services }: LoginTarget,
  { signal }: CommandIo,
  onChange: (view: DeviceFlowView) => void,
): Promise<DevicePrompt> {
  // Whoever is signed in is not taken up: that has been decided before.
  const actor = createActor(createDeviceFlowMachine({ ...services, session: undefined }))
  actor.subscribe((snapshot) => onChange(toView(snapshot)))
  actor.start()
  actor.send({ type: 'start' })
  try {
    const { context } = await waitFor(
      actor,
      (snapshot) => snapshot.matches('awaitingUser') || snapshot.matches('error'),
      {
        timeout: Infinity,
        ...(signal && { signal }),
      },
    )
    if (!context.authorization) throw context.error
    return promptOf(context.authorization)
  } finally {
    actor.stop()
  }
}

function promptOf(authorization: DeviceAuthorization): DevicePrompt {
  const { userCode, verificationUri, verificationUriComplete, expiresAt, receivedAt, intervalMs } = authorization
  // By both clocks: the wall clock may have been set since the code came, and no code has more than its whole life left.
  const left = codeTimeLeft(authorization, { receivedAt: Date.now(), receivedAtMonotonic: performance.now() })
  return {
    userCode,
    verificationUri,
    ...(verificationUriComplete !== undefined && { verificationUriComplete }),
    expiresAt,
    expiresInSeconds: Math.max(0, Math.ceil(Math.min(left, expiresAt - receivedAt) / 1000)),
    // What whoever goes on will wait, whatever the server has named.
    intervalMs: pollIntervalMs(intervalMs, authorization),
  }
}
