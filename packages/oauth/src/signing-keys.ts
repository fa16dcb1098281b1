import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import { createSleep } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { isObject, membersOf } from './answer.ts'
import { faultIn, nonsenseFault } from './faults.ts'
import type { Transport } from './transport.ts'

/** The server's public keys, read once and kept for an hour. */
export interface SigningKeys {
  /** Reads the keys while there is time, so that a blip after the grant can't lose it. Never fails. */
  prefetch(uri: string, signal: AbortSignal): void
  /**
   * The keys; tries three times over 3 s. `renew` reads them again, for a key that is not among them. Rejects with the signal's
   * reason, or with a {@link DeviceFlowError} whose `field` is `jwks_uri`: `offline`, or `invalid_id_token` for an answer without keys.
   */
  get(uri: string, call: { signal: AbortSignal; renew?: boolean }): Promise<oauth.JWKS>
}

const KEPT_MS = 60 * 60 * 1000
const WAITS_MS = [1000, 2000]

/** Makes a reader of one server's public keys. */
export function createSigningKeys(transport: Transport, clock: Clock): SigningKeys {
  const sleep = createSleep(clock)
  let kept: { jwks: oauth.JWKS; receivedAt: number } | undefined
  let prefetching: Promise<unknown> | undefined
  const isFresh = (): boolean => kept !== undefined && clock.now() - kept.receivedAt < KEPT_MS

  async function read(uri: string, signal: AbortSignal): Promise<oauth.JWKS> {
    const answer = await transport({ endpoint: 'key set (jwks_uri)', signal }, (options) =>
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
    prefetch(uri, signal) {
      if (!isFresh()) prefetching = read(uri, signal).catch(() => {})
    },
    async get(uri, { signal, renew = false }) {
      // Its request has a time-out, but one who calls off waits for nothing: tokens are to be revoked then, and time is short.
      await settledOrAborted(prefetching, signal)
      if (kept && isFresh() && !renew) return kept.jwks
      try {
        return await readPatiently(uri, signal)
      } catch (error) {
        throw error instanceof TransientFault || error instanceof DeviceFlowError ? unavailable(error) : error
      }
    },
  }
}

async function settledOrAborted(work: Promise<unknown> | undefined, signal: AbortSignal): Promise<void> {
  // Not throwIfAborted, which the browsers of many televisions lack.
  if (signal.aborted) throw signal.reason
  if (!work) return
  let stopListening: (() => void) | undefined
  const aborted = new Promise<void>((resolve) => {
    const onAbort = (): void => resolve()
    signal.addEventListener('abort', onAbort, { once: true })
    stopListening = () => signal.removeEventListener('abort', onAbort)
  })
  await Promise.race([work, aborted])
  stopListening?.()
  if (signal.aborted) throw signal.reason
}

function unavailable(fault: TransientFault | DeviceFlowError): DeviceFlowError {
  return new DeviceFlowError(
    fault.reason === 'invalid_response' ? 'invalid_id_token' : 'offline',
    `The sign-in could not be verified, so nothing was kept: ${fault.message} Start again.`,
    { field: 'jwks_uri', status: fault.status, cause: fault },
  )
}
