import type { DeviceFlowReason, DeviceSession, TransientFaultReason, WaitingAdvice } from '@device-flow/machine'
import type { DeviceAuthorizationOptions, TokenSetOptions } from './builders.ts'

/** What any service may be told to do instead of answering. */
export type FaultStep =
  /**
   * Rejects with a `TransientFault`: the next try may succeed. `retryAfterMs` in ms, `status` of HTTP. `isLost`: the request may have
   * reached the server, and only its response was lost; the fault says when it was sent. `refreshToken`: what a refresh brought, and
   * nothing else that can be used. `mayBeInFront`: what answered is a page, perhaps not of the server. `mayBeSuccess`: what was
   * lost, or cannot be read, may have been a success.
   */
  | {
      fault: TransientFaultReason
      retryAfterMs?: number
      status?: number
      errorDescription?: string
      isLost?: boolean
      refreshToken?: string
      mayBeInFront?: boolean
      mayBeSuccess?: boolean
    }
  /** Rejects with a `DeviceFlowError`: no try will succeed. `code` is the server's own error code. */
  | { error: DeviceFlowReason; code?: string }
  /** Rejects with a bare `Error`, as a bug in the service would. */
  | 'unexpected'
  /** Never settles, unless its signal is aborted. */
  | 'hang'

/** One step of a script: an outcome, a fault, or either of them `after` so many ms. Steps are plain data, fit for fast-check. */
export type Step<Outcome> = Outcome | FaultStep | { after: number; do: Step<Outcome> }

/** A step of the script for `requestDeviceAuthorization`. `ok` is a device authorization with 5 s interval, valid for 900 s. */
export type AuthorizationStep = Step<'ok' | { ok: DeviceAuthorizationOptions }>

/** A step of the script for `pollToken`. */
export type PollStep = Step<
  | 'pending'
  | { pending: { retryAfterMs?: number; advice?: WaitingAdvice } }
  | 'slowDown'
  /** `intervalMs`: the interval that the server names in its response, ms. */
  | { slowDown: { intervalMs?: number; retryAfterMs?: number; advice?: WaitingAdvice } }
  | 'granted'
  /** `unsaved`: the tokens could not be kept. */
  | { granted: TokenSetOptions; unsaved?: boolean }
  | 'denied'
  | 'expired'
  /** The login is over for another reason; `code` is the server's own error code. */
  | { ended: DeviceFlowReason; code?: string }
>

/**
 * A step of the script for `refreshTokens`. `refreshed` brings new access and refresh tokens; `refused` is `invalid_grant`. `isTimed`: the
 * refusal says when it came, so that an access token that still lives stays usable; without it, the session is over. Another `reason`,
 * with the server's own `code`, leaves the session.
 */
export type RefreshStep = Step<
  | 'refreshed'
  /** `unsaved`: the tokens could not be kept. */
  | { refreshed: TokenSetOptions; unsaved?: boolean }
  | 'refused'
  | { refused: { isTimed: boolean; reason?: DeviceFlowReason; code?: string } }
>

/** A step of the script for `revokeTokens`. */
export type RevocationStep = Step<'ok'>

/** A step of the script for `session.restore`: what is kept. */
export type RestoreStep = Step<'nothing' | DeviceSession>
