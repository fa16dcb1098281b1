import type { WaitingAdvice } from '@device-flow/machine'
import type { Refusal } from '@device-flow/error-codes'
import type * as oauth from 'oauth4webapi'
import type { Settings } from '../options/settings.ts'

/** A request that was refused. */
export interface RefusedRequest {
  settings: Settings
  /** Of the server, as far as it is known. */
  metadata: oauth.AuthorizationServer
  /** What codes mean in response to it, where that is something else than usual. */
  overrides: ReadonlyMap<string, Refusal>
  /**
   * Of a login: the scope that it asked for, if any (of one that another process has begun, that is not known), how often it has polled,
   * what its person was told of a long wait. No refresh asks.
   */
  asked?: { scope: string | undefined; isTakenUp?: boolean; polls?: number; advice?: WaitingAdvice | null }
}
