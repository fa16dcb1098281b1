import { DeviceFlowError, isDeviceFlowError, isTransientFault } from '@device-flow/machine'
import type { BoundRequest, TokenSet, TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { discardBody } from '../http/read-body.ts'
import type { OAuthServices } from '../oauth-services.ts'
import type { BoundKeys } from './bound-keys.ts'
import { apiAt, asksForNonce } from './nonces.ts'
import type { Nonces } from './nonces.ts'
import { createProof } from './proof.ts'
import type { ServerClock } from '../server/server-clock.ts'

/**
 * How often a call of an API is repeated, each time with another nonce: where each is for one use, of several calls at one moment one is
 * let in at a time. So many a browser sends to a host at once.
 */
const MOST_REPEATS = 6

/** What {@link withKey} makes services of. */
export interface WithKeyOptions {
  /** Those that send a proof with each request, by the key that is ready. */
  proven: OAuthServices
  /** Those that send none, for tokens from before DPoP was switched on. */
  plain: OAuthServices
  keys: BoundKeys
  clock: Clock
  nonces: Nonces
  serverClock: ServerClock
}

/**
 * Makes services that tell with each login and its tokens which key these are bound to, so that they find it again after a restart, and
 * that make the proofs of requests to APIs.
 */
export function withKey({ proven, plain, keys, clock, nonces, serverClock }: WithKeyOptions): OAuthServices {
  return {
    ...proven,
    async requestDeviceAuthorization(request, call) {
      // Before anybody sees a code, which would be for nothing without a key.
      const { id } = await keys.forNewLogin()
      return { ...(await proven.requestDeviceAuthorization(request, call)), dpopKeyId: id }
    },
    async pollToken(authorization, call) {
      let dpopKeyId: string
      try {
        dpopKeyId = (await keys.ofLogin(authorization)).id
      } catch (error) {
        if (isDeviceFlowError(error)) return { type: 'ended', error }
        throw error
      }
      const outcome = await proven.pollToken(authorization, call)
      return outcome.type === 'granted' ? { ...outcome, tokens: { ...outcome.tokens, dpopKeyId } } : outcome
    },
    async refreshTokens(tokens, call) {
      try {
        return await ((await keys.ofTokens(tokens)) ? proven : plain).refreshTokens(tokens, call)
      } catch (error) {
        if (!isDeviceFlowError(error)) throw error
        // Where the access token is bound, too, it is of no use any more.
        return { type: 'refused', error, ...(!isBound(tokens) && { receivedAt: clock.now() }) }
      }
    },
    async fetchUserInfo(tokens, call) {
      return (isBound(tokens) && (await keys.ofTokens(tokens)) ? proven : plain).fetchUserInfo(tokens, call)
    },
    dpop: {
      async send(request) {
        const api = apiAt(request.url)
        let nonce = nonces.of(api)
        let response = await sendProven(request, nonce, false)
        for (let repeats = 0; ; repeats++) {
          const told = nonces.note(api, response.headers) && asksForNonce(response.headers) ? nonces.of(api) : undefined
          const isNew = told !== undefined && told !== nonce
          if (!isNew || repeats === MOST_REPEATS || !request.canRepeat()) return response
          discardBody(response)
          nonce = told
          response = await sendProven(request, nonce, true)
        }
      },
    },
  }

  async function sendProven(
    { tokens, method, url, send, renew }: BoundRequest,
    nonce: string | undefined,
    isRepeat: boolean,
  ): Promise<Response> {
    const key = await keys.ofTokens(tokens).catch(async (error: unknown) => {
      if (isTransientFault(error)) throw unreadableNow(error)
      await renew().catch(() => {})
      throw error
    })
    const accessToken = tokens.accessToken.reveal()
    const claims = { method: sentMethod(method), url, issuedAt: serverClock.seconds(), nonce }
    const proof = key && (await createProof(key, { ...claims, accessToken }))
    return send({ authorization: `DPoP ${accessToken}`, ...(proof && { dpop: proof }) }, isRepeat)
  }
}

/** A call of an API is not tried again by itself: to its caller, a key that cannot be read now is an error. */
function unreadableNow({ message, cause }: TransientFault): DeviceFlowError {
  return new DeviceFlowError('storage', message, { cause })
}

/** Whether the access token is bound to a key. Some servers bind the refresh token alone. */
function isBound({ tokenType }: TokenSet): boolean {
  return tokenType === 'dpop'
}

/** As `fetch` sends it (Fetch standard, normalize a method): in capitals, but not `patch`. */
function sentMethod(method: string): string {
  return /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method
}
