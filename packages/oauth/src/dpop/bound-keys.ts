import { DeviceFlowError, isDeviceFlowError, TransientFault } from '@device-flow/machine'
import type { DeviceAuthorization, TokenSet } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { arrivedAt } from '../http/arrival.ts'
import { DpopKeyError } from './key-error.ts'
import type { DpopKey, KeyHolder } from './key-holder.ts'

/** The keys that logins and tokens are bound to, or the typed error for why there is none. */
export interface BoundKeys {
  /** Rejects with a `DeviceFlowError` `storage`: a login whose key cannot be kept is for nothing. */
  forNewLogin(): Promise<DpopKey>
  /** Rejects with a `DeviceFlowError` `storage` when the key is gone, and with a `TransientFault` when it cannot be read now. */
  ofLogin(authorization: DeviceAuthorization): Promise<DpopKey>
  /** Undefined for tokens that are bound to none. Rejects in the same way, with `signedOut` when the key is gone. */
  ofTokens(tokens: TokenSet): Promise<DpopKey | undefined>
}

/** Makes the keys of what a holder holds. */
export function boundKeys(holder: KeyHolder, clock: Clock): BoundKeys {
  const unreadable = (cause: unknown): TransientFault =>
    new TransientFault('busy', 'The key of the session cannot be read now.', { ...arrivedAt(clock), cause })

  async function ofLogin({ dpopKeyId }: DeviceAuthorization): Promise<DpopKey> {
    try {
      // One from before DPoP was switched on.
      return await (dpopKeyId === undefined ? holder.forNewLogin() : holder.byId(dpopKeyId))
    } catch (cause) {
      if (!(cause instanceof DpopKeyError)) throw unreadable(cause)
      throw new DeviceFlowError('storage', 'The key that this login began with is gone. Start again.', { cause })
    }
  }

  return {
    ofLogin,
    async forNewLogin() {
      try {
        return await holder.forNewLogin()
      } catch (cause) {
        if (isDeviceFlowError(cause)) throw cause
        throw new DeviceFlowError('storage', `The key of the session cannot be kept${saidBy(cause)}`, { cause })
      }
    },
    async ofTokens({ dpopKeyId }) {
      if (dpopKeyId === undefined) return undefined
      try {
        return await holder.byId(dpopKeyId)
      } catch (cause) {
        throw cause instanceof DpopKeyError ? gone(cause) : unreadable(cause)
      }
    },
  }
}

function gone(cause: DpopKeyError): DeviceFlowError {
  return new DeviceFlowError('signedOut', cause.message, { endedBy: 'storage', cause })
}

function saidBy(cause: unknown): string {
  return cause instanceof Error && cause.message ? `: ${cause.message}` : '.'
}
