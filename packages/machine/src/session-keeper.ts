import type { DeviceFlowError } from './errors.ts'
import type { DeviceAuthorization, ServiceCall } from './facts.ts'
import type { DeviceSession } from './session.ts'
import type { TokenSet } from './token-set.ts'

/** What the keeper of a session tells the chart of it. */
export type SessionNotice =
  /**
   * Another tab or process has changed it: it signed in, or renewed the tokens, or gave a pending login up (`undefined`). With an `error`
   * that login was not given up: its record is gone.
   */
  | { type: 'sessionChanged'; session: DeviceSession | undefined; error?: DeviceFlowError | undefined }
  /** It was ended elsewhere: signed out in another tab or process, refused by the server there, or its record is gone. */
  | { type: 'sessionEnded'; error: DeviceFlowError }
  /** What could not be kept before is kept now. */
  | { type: 'sessionSaved' }

/** Where an authorized fetch gets its tokens from: a login. */
export interface TokenSource {
  /** Those that are held now, whether they live or not; undefined when nobody is signed in. */
  held(): TokenSet | undefined
  /** Those to use now, renewed first if the access token has expired or is about to. Rejects as `freshTokens` does. */
  fresh(): Promise<TokenSet>
  /** Renews them now, or waits for the renewal under way. Rejects as `renewTokens` does. */
  renew(): Promise<TokenSet>
}

/**
 * Keeps the session of one login beyond its process: the part of the port that reads the store. What is to be kept is written by the other
 * services of the same object, before they resolve: `pollToken`, `refreshTokens`, `revokeTokens`.
 */
export interface SessionKeeper {
  /**
   * From 0 to 1, by how much earlier than need be this process renews tokens: those who share a session have different ones, so that they
   * do not all wake at one moment. 1 doubles the minute, or the tenth of a token's life, that remains. Default 0.
   */
  readonly refreshSpread?: number | undefined
  /**
   * Reads what is kept: at the start, and after a sign-out, once `revokeTokens` has stored that, so that nobody is shown as signed out whom
   * a reload would sign in again. Resolves to undefined when nothing is kept.
   *
   * @throws DeviceFlowError `storage` when it cannot be read, which says what to do; nothing is overwritten then
   */
  restore(call: ServiceCall): Promise<DeviceSession | undefined>
  /** Tells of each change that others make, and of writes that come late. The returned function ends that. */
  watch(listener: (notice: SessionNotice) => void): () => void
  /** Forgets a pending login that was given up, or has run out. Never rejects. */
  forget(authorization: DeviceAuthorization): Promise<void>
  /**
   * Resolves when nothing of the session goes on behind the chart's back, for a program that is about to end or to close its store: what is
   * in memory only has had another try (the last one, where nobody {@link watch}es), nobody has to wait for this process any more, and what
   * came too late is revoked. Never rejects.
   */
  settle?(): Promise<void>
  /** Makes the `fetch` that sends the access token along. */
  createFetch(tokens: TokenSource): typeof globalThis.fetch
}
