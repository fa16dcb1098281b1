import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import { createSleep } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { isObject, membersOf } from './answer.ts'
import { arrivedAt } from './arrival.ts'
import { deadline } from './deadline.ts'
import { faultIn, nonsenseFault } from './faults.ts'
import { linkedAbort } from './linked-abort.ts'
import { timedOut } from './transport.ts'
import type { Transport } from './transport.ts'

/** The server's public keys, read once and kept for an hour. */
export interface SigningKeys {
  /** Reads the keys while there is time, so that a blip after the grant can't lose it. Never fails. */
  prefetch(uri: string): void
  /** Leaves a prefetch that is under way, for when its login may be over: else it would keep the process alive. */
  stopPrefetch(): void
  /**
   * The keys; tries three times over 3 s, and waits 5 s longer than for one request in all. `renew` reads them again, for a key that is
   * not among them. Rejects with the signal's reason, or with a {@link DeviceFlowError} whose `field` is `jwks_uri`: `offline`, or
   * `invalid_id_token` for an answer without keys.
   */
  get(uri: string, call: { signal: AbortSignal; renew?: boolean }): Promise<oauth.JWKS>
}

const ENDPOINT = 'key set (jwks_uri)'
const KEPT_MS = 60 * 60 * 1000
const WAITS_MS = [1000, 2000]
const LONGEST_RETRIES_MS = 5000

/** Makes a reader of one server's public keys; `requestTimeoutMs` is the transport's. */
export function createSigningKeys(transport: Transport, clock: Clock, requestTimeoutMs: number): SigningKeys {
  const sleep = createSleep(clock)
  const longestMs = requestTimeoutMs + LONGEST_RETRIES_MS
  let kept: { jwks: oauth.JWKS; receivedAt: number } | undefined
  let prefetching: { controller: AbortController; settled: Promise<unknown> } | undefined
  const isFresh = (): boolean => kept !== undefined && clock.now() - kept.receivedAt < KEPT_MS
  const stopPrefetch = (): void => prefetching?.controller.abort()

  async function read(uri: string, signal: AbortSignal): Promise<oauth.JWKS> {
    const answer = await transport({ endpoint: ENDPOINT, signal }, (options) =>
      options[oauth.customFetch](uri, {
        method: 'GET',
        body: undefined,
        headers: { accept: 'application/json, application/jwk-set+json' },
        redirect: 'manual',
        signal: options.signal,
      }),
    )
    const keys = membersOf(answer)?.keys
    if (answer.status !== 200 || !Array.isArray(keys) || !keys.every(isObject)) {
      throw faultIn(answer, undefined) ?? nonsenseFault(answer)
    }
    kept = { jwks: { keys }, receivedAt: answer.receivedAt }
    return kept.jwks
  }

  async function readPatiently(uri: string, signal: AbortSignal): Promise<oauth.JWKS> {
    for (const wait of WAITS_MS) {
      try {
        return await read(uri, signal)
      } catch (error) {
        if (!(error instanceof TransientFault)) throw error
      }
      await sleep({ atLeastMs: wait }, { signal })
    }
    return read(uri, signal)
  }

  return {
    prefetch(uri) {
      stopPrefetch()
      if (isFresh()) return
      const controller = new AbortController()
      prefetching = { controller, settled: read(uri, controller.signal).catch(() => {}) }
    },
    stopPrefetch,
    async get(uri, { signal, renew = false }) {
      // Not throwIfAborted, which the browsers of many televisions lack.
      if (signal.aborted) throw signal.reason
      const { controller, end } = linkedAbort(signal)
      // One who calls off waits for nothing: tokens are to be revoked then, and time is short.
      controller.signal.addEventListener('abort', stopPrefetch)
      let late: TransientFault | undefined
      const giveUp = (): void => {
        late = timedOut(ENDPOINT, longestMs, arrivedAt(clock))
        controller.abort()
      }
      const callOff = deadline(clock, longestMs, giveUp)
      try {
        await prefetching?.settled
        return kept && isFresh() && !renew ? kept.jwks : await readPatiently(uri, controller.signal)
      } catch (error) {
        const problem = late ?? error
        throw problem instanceof TransientFault || problem instanceof DeviceFlowError ? unavailable(problem) : problem
      } finally {
        callOff()
        end()
      }
    },
  }
}

function unavailable(fault: TransientFault | DeviceFlowError): DeviceFlowError {
  return new DeviceFlowError(
    fault.reason === 'invalid_response' ? 'invalid_id_token' : 'offline',
    `The sign-in could not be verified, so nothing was kept: ${fault.message} Start again.`,
    { field: 'jwks_uri', status: fault.status, cause: fault },
  )
}
