import type { DeviceFlowActor } from '../machine.ts'
import type { DeviceAuthorizationRequest } from '../services.ts'
import { freshTokens } from '../tokens/fresh-tokens.ts'
import { createSessionFetch } from './session-fetch.ts'

/** What a UI can do with a login. All of them are functions of their own: take them apart, hand them on. */
export interface DeviceFlowCommands {
  /**
   * A person wants to sign in. The argument says what this one login asks for beyond the services' own settings; a DOM event is
   * ignored, so that `onClick={start}` and `@click="start"` do what they say.
   */
  start: (request?: DeviceAuthorizationRequest | { readonly type: string }) => void
  /** The person no longer wants to: the request under way is aborted, and a grant that comes late is revoked. */
  cancel: () => void
  /** The person wants to try again what ended in an error; a session that is out of reach, as soon as its server may be asked again. */
  retry: () => void
  /** The person is probably done: poll as early as is legal. */
  hint: () => void
  /** Renew the access token now. What comes of it shows in the view. */
  refresh: () => void
  /** Forget the tokens, and have them revoked. */
  signOut: () => void
  /**
   * The access token, renewed first when it has expired or is about to: by one request, however many callers wait.
   *
   * @throws DeviceFlowError `signedOut` when nobody is signed in, or what kept a dead token from being renewed, `offline` mostly. Its
   *   `retryAt` says when the server may be asked again; until then each call rejects at once
   */
  getAccessToken: () => Promise<string>
  /**
   * Does what `fetch` does, with the access token along: for services of `withSession` (`@device-flow/session`), which say where to.
   *
   * @throws DeviceFlowError `unsupported` for services that keep no session, and as {@link getAccessToken} does
   */
  fetch: typeof globalThis.fetch
}

/**
 * Makes the commands for an actor.
 *
 * @param now the wall clock by which tokens expire, ms since the epoch; default: the platform's
 * @example
 * ```ts
 * import type { DeviceFlowActor } from '@device-flow/machine'
 * import { createCommands } from '@device-flow/machine/adapter'
 *
 * declare const actor: DeviceFlowActor
 * export const { start, cancel, getAccessToken } = createCommands(actor)
 * ```
 */
export function createCommands(actor: DeviceFlowActor, now?: () => number): DeviceFlowCommands {
  return {
    start(request) {
      if (request && !('type' in request)) actor.send({ type: 'start', request })
      else actor.send({ type: 'start' })
    },
    cancel: () => actor.send({ type: 'cancel' }),
    retry: () => actor.send({ type: 'retry' }),
    hint: () => actor.send({ type: 'hint' }),
    refresh: () => actor.send({ type: 'refresh' }),
    signOut: () => actor.send({ type: 'signOut' }),
    getAccessToken: async () => (await freshTokens(actor, now)).accessToken.reveal(),
    fetch: createSessionFetch(actor, now),
  }
}
