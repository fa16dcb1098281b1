import { keeperOf } from '../chart/service-runner.ts'
import { DeviceFlowError } from '../errors.ts'
import type { DeviceFlowActor } from '../machine.ts'
import { tokenSourceOf } from '../tokens/token-source.ts'

/** The authorized fetch of a login, made by the keeper of its services; without one, a fetch that rejects and says so. */
export function createSessionFetch(actor: DeviceFlowActor, now?: () => number): typeof globalThis.fetch {
  const keeper = keeperOf(actor.getSnapshot().machine)
  return keeper ? keeper.createFetch(tokenSourceOf(actor, now)) : () => Promise.reject(noKeeperError())
}

function noKeeperError(): DeviceFlowError {
  return new DeviceFlowError(
    'unsupported',
    'These services have no authorized fetch. Wrap them by withSession of @device-flow/session, or send getAccessToken() along by yourself.',
  )
}
