import { codeTimeLeft, DeviceFlowError, isTransientFault, TransientFault } from '@device-flow/machine'
import type { DeviceFlowServices, PollOutcome } from '@device-flow/machine'
import { deviceAuthorization, tokenSet } from '@device-flow/testing/virtual'
import type { Device } from './device.ts'
import { drawTrip, pollTimeOutMs, START_TIME_OUT_MS } from './network.ts'
import type { PollRecord, RequestRecord } from './poll-record.ts'
import type { Random } from './random.ts'
import type { Answer, Server } from './server.ts'
import type { World } from './world.ts'

/** What the services of one process stand on. */
export interface Surroundings {
  world: World
  device: Device
  server: Server
  random: Random
  /** Where each request for a code is noted. */
  starts: RequestRecord[]
  /** Where each poll is noted. */
  polls: PollRecord[]
  /** The service that waits, on the clocks of the device. */
  sleep: DeviceFlowServices['sleep']
  /** Whether the process still runs. A dead one hears of nothing any more. */
  isAlive(): boolean
}

/** The port of the machine, in a simulated world. */
export function createServices(surroundings: Surroundings): DeviceFlowServices {
  const { world, device, server, random, starts, polls, sleep } = surroundings
  let timeOuts = 0
  const stamp = () => ({ receivedAt: device.time.now(), receivedAtMonotonic: device.time.monotonic() })

  return {
    async requestDeviceAuthorization() {
      const askedAt = device.time.now()
      const start: Partial<RequestRecord> = {}
      starts.push(start as RequestRecord)
      await exchange(surroundings, START_TIME_OUT_MS, (at) => server.authorize(at), start)
      server.show(device.now())
      const { lifeMs, intervalMs, namesInterval } = world.server
      return {
        ...deviceAuthorization({ ...stamp(), intervalMs: namesInterval ? intervalMs : null }),
        // As the services over HTTP do: a slow response makes no life longer.
        expiresAt: askedAt + lifeMs,
      }
    },

    async pollToken(authorization) {
      const isBusy = random.happens(world.server.slowDownShare)
      const poll: Partial<PollRecord> = {}
      polls.push(poll as PollRecord)
      const timeOutMs = pollTimeOutMs(codeTimeLeft(authorization, stamp()), timeOuts)
      try {
        const answer = await exchange(surroundings, timeOutMs, (at) => server.poll(at, isBusy), poll)
        timeOuts = 0
        return toOutcome(answer, stamp())
      } catch (error) {
        if (isTransientFault(error) && error.reason === 'timeout') timeOuts += 1
        throw error
      }
    },

    refreshTokens: async () => ({ type: 'refused', error: new DeviceFlowError('signedOut', 'Not simulated.') }),
    revokeTokens: async () => {},
    sleep,
  }
}

/** Sends a request through the network, and has the server answer when it arrives there. */
function exchange<Served>(
  { world, device, random, isAlive }: Surroundings,
  timeOutMs: number,
  serve: (at: number) => Served,
  record: Partial<PollRecord>,
): Promise<Served> {
  const sentAt = device.now()
  const trip = drawTrip(world.network, sentAt, random)
  const { thereMs, backMs, fault } = trip
  Object.assign(record, { sentAt, trip })
  const at = sentAt + thereMs
  // Decided now: nothing that happens to the device on the way changes it.
  const served = !fault || fault.arrives ? serve(at) : undefined
  if (served !== undefined) record.answer = served as Answer

  return new Promise((resolve, reject) => {
    const end = (): void => {
      if (!isAlive()) return
      record.endedAt = device.now()
      if (!fault) resolve(served as Served)
      else reject(toFault(fault, device))
    }
    if (fault?.reason === 'timeout') device.clock().schedule(end, timeOutMs)
    else device.after(fault?.reason === 'offline' ? 1 : thereMs + backMs, end)
  })
}

function toFault({ reason, status, retryAfterMs }: NonNullable<PollRecord['trip']['fault']>, device: Device) {
  return new TransientFault(reason, `Simulated: ${reason}.`, {
    receivedAt: device.time.now(),
    receivedAtMonotonic: device.time.monotonic(),
    status,
    retryAfterMs,
  })
}

function toOutcome(answer: Answer, stamp: { receivedAt: number; receivedAtMonotonic: number }): PollOutcome {
  switch (answer.type) {
    case 'pending':
      return { type: 'pending', ...stamp }
    case 'slowDown':
      return { type: 'slowDown', ...stamp, ...(answer.intervalMs && { intervalMs: answer.intervalMs }) }
    case 'granted':
      return { type: 'granted', tokens: tokenSet({ receivedAt: stamp.receivedAt, expiresInMs: null }) }
    case 'denied':
      return ended('denied', 'access_denied')
    case 'expired':
      return ended('expired', 'expired_token')
    case 'spent':
      return ended('refused', 'invalid_grant')
  }
}

function ended(reason: 'denied' | 'expired' | 'refused', error: string): PollOutcome {
  return { type: 'ended', error: new DeviceFlowError(reason, `Simulated: ${error}.`, { error }) }
}
