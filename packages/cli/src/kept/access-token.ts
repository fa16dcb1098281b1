import { isUsable } from '@device-flow/session/record'
import type { SignedIn } from '@device-flow/session/record'

/** An access token, in clear: it is about to be printed. */
export interface AccessToken {
  readonly accessToken: string
  /** Lower case: `bearer`. */
  readonly tokenType: string
  /** When it dies: wall clock, ms since the epoch; absent when the server does not say. */
  readonly expiresAt?: number | undefined
  readonly scope?: string | undefined
}

/**
 * The access token of a session that is kept, when it is good for at least so long, ms; by default, when it is not about to expire. Else
 * undefined.
 */
export function usableToken({ tokens }: SignedIn, minLifeMs: number | undefined): AccessToken | undefined {
  if (!isUsable(tokens, Date.now(), minLifeMs)) return undefined
  const { accessToken, tokenType, expiresAt, scope } = tokens
  return { accessToken, tokenType, expiresAt, scope }
}

/** For how many whole seconds it lives on; undefined when the server does not say. */
export function secondsLeft(expiresAt: number | undefined, now: number): number | undefined {
  return expiresAt === undefined ? undefined : Math.max(0, Math.floor((expiresAt - now) / 1000))
}
