import { DeviceFlowError } from '@device-flow/machine'
import type { KeptServices } from '@device-flow/session'
import type { KeptSession } from '../kept/find-session.ts'
import { recordIn } from '../kept/record-in.ts'

/**
 * Lets no code be shown whose login is not kept: nobody could go on with it, and where another process has begun the same login at this
 * moment, under a key that this one has not, there would be two sessions.
 *
 * @param lastFailure says why nothing is kept, where the store has said so
 */
export function keptCodes(
  services: KeptServices,
  { store, entry }: Pick<KeptSession, 'store' | 'entry'>,
  lastFailure: () => string | undefined,
): KeptServices {
  return {
    ...services,
    async requestDeviceAuthorization(request, call) {
      const authorization = await services.requestDeviceAuthorization(request, call)
      const why = lastFailure() ?? 'Make room, or see --store.'
      const record = await recordIn(store, entry.key).catch((cause: unknown) => {
        throw new DeviceFlowError('storage', cause instanceof Error ? cause.message : why, { cause })
      })
      const { pending, ended } = record ?? {}
      // One that is given up at once is told of by the next poll.
      if (pending?.authorization.userCode === authorization.userCode || ended) return authorization
      throw new DeviceFlowError('storage', `The login could not be kept. ${why}`)
    },
  }
}
