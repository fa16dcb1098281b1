import { DeviceFlowError } from '@device-flow/machine'
import type { KeptServices } from '@device-flow/session'
import { decodeRecord } from '@device-flow/session/record'
import type { KeptSession } from '../kept/find-session.ts'

const NOT_KEPT = 'The login could not be kept: no room, or no permission to write. Make room, or see --store.'

/**
 * Lets no code be shown whose login is not kept: nobody could go on with it, and where another process has begun the same login at this
 * moment, under a key that this one has not, there would be two sessions.
 */
export function keptCodes(
  services: KeptServices,
  { store, entry }: Pick<KeptSession, 'store' | 'entry'>,
): KeptServices {
  return {
    ...services,
    async requestDeviceAuthorization(request, call) {
      const authorization = await services.requestDeviceAuthorization(request, call)
      const stored = await store.read(entry.key).catch((cause: unknown) => {
        throw new DeviceFlowError('storage', cause instanceof Error ? cause.message : NOT_KEPT, { cause })
      })
      const { pending, ended } = stored ? decodeRecord(stored.text) : {}
      // One that is given up at once is told of by the next poll.
      if (pending?.authorization.userCode === authorization.userCode || ended) return authorization
      throw new DeviceFlowError('storage', NOT_KEPT)
    },
  }
}
