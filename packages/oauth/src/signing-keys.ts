import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import { createSleep } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { membersOf } from './answer.ts'
import { isRecord } from '@device-flow/untrusted'
import { arrivedAt } from './arrival.ts'
import { deadline } from './deadline.ts'
import { faultIn, nonsenseFault } from './faults.ts'
import { linkedAbort } from './linked-abort.ts'
import { createRateLimit } from './rate-limit.ts'
import { timedOut } from './transport.ts'
import type { Transport } from './transport.ts'

/** The server's public keys, read once and kept for an hour. */
export interface SigningKeys {
  /**
   * Reads the keys while there is time, so that a blip after the grant can't lose it. Never rejects: resolves when it is over, with the
   * problem if the key set is one that no later read will mend.
   */
  prefetch(uri: string): Promise<DeviceFlowError | undefined>
  /** Aborts a prefetch that is under way, for when no login needs it any more: it would keep the process alive. */
  stopPrefetch(): void
  /**
   * The keys; tries three times over 3 s, and waits 5 s longer than for one request in all. `renew` reads them again, for a signature that
   * none of them made, though only a few times a minute. Rejects with the signal's reason, or with a {@link DeviceFlowError} whose `field`
   * is `jwks_uri`: `offline`, or `invalidIdToken` for an answer without keys.
   */
  get(uri: string, call: { signal: AbortSignal; renew?: boolean }): Promise<oauth.JWKS>
}

const ENDPOINT = 'key set (jwks_uri)'
// RFC 7518 §6.1, RFC 8037 §2, and ML-DSA's. A shared secret (`oct`) that is published is none.
const PUBLIC_KEY_TYPES = new Set(['RSA', 'EC', 'OKP', 'AKP'])
const KEPT_MS = 60 * 60 * 1000
const WAITS_MS = [1000, 2000]
const LONGEST_RETRIES_MS = 5000

// Each login may need one, but a server whose ID tokens are all bad is not to be asked as often as people try.
const RENEWALS = { most: 3, withinMs: 30_000 }

/** Makes a reader of one server's public keys; `requestTimeoutMs` is the transport's. */
export function createSigningKeys(transport: Transport, clock: Clock, requestTimeoutMs: number): SigningKeys {
  const sleep = createSleep(clock)
  const longestMs = requestTimeoutMs + LONGEST_RETRIES_MS
  const mayRenew = createRateLimit(clock, RENEWALS)
  let kept: { uri: string; jwks: oauth.JWKS; receivedAt: number } | undefined
  let prefetching: { uri: string; controller: AbortController; over: Promise<DeviceFlowError | undefined> } | undefined

  function fresh(uri: string): oauth.JWKS | undefined {
    if (kept?.uri !== uri) return undefined
    // Keys from the future are as old: the clock was set back since.
    const ageMs = clock.now() - kept.receivedAt
    return ageMs >= 0 && ageMs < KEPT_MS ? kept.jwks : undefined
  }

  async function read(uri: string, signal: AbortSignal): Promise<oauth.JWKS> {
    const answer = await transport({ endpoint: ENDPOINT, signal, redirects: 'same-origin' }, (options) =>
      options[oauth.customFetch](uri, {
        method: 'GET',
        body: undefined,
        headers: { accept: 'application/json, application/jwk-set+json' },
        redirect: 'manual',
        signal: options.signal,
      }),
    )
    const members = answer.status === 200 ? membersOf(answer) : undefined
    if (!members) throw faultIn(answer, undefined) ?? nonsenseFault(answer)
    const keys = Array.isArray(members.keys) ? members.keys.filter(isRecord).filter(isForSignatures) : []
    if (keys.length === 0)
      throw new DeviceFlowError('unsupported', `The ${answer.endpoint} has no keys for signatures.`)
    kept = { uri, jwks: { keys }, receivedAt: answer.receivedAt }
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

  async function find(uri: string, renew: boolean, signal: AbortSignal): Promise<oauth.JWKS> {
    await prefetching?.over
    const known = fresh(uri)
    return known && !(renew && mayRenew()) ? known : readPatiently(uri, signal)
  }

  function stopPrefetch(): void {
    prefetching?.controller.abort()
    prefetching = undefined
  }

  return {
    async prefetch(uri) {
      if (fresh(uri)) return undefined
      if (prefetching?.uri !== uri) {
        stopPrefetch()
        const controller = new AbortController()
        const over = read(uri, controller.signal).then(() => undefined, problemForGood)
        const mine = { uri, controller, over }
        prefetching = mine
        void over.finally(() => {
          if (prefetching === mine) prefetching = undefined
        })
      }
      return prefetching.over
    },
    stopPrefetch,
    async get(uri, { signal, renew = false }) {
      // Not throwIfAborted, which the browsers of many televisions lack.
      if (signal.aborted) throw signal.reason
      const { controller, end } = linkedAbort(signal)
      let callOff: (() => void) | undefined
      const givenUp = new Promise<never>((_, reject) => {
        callOff = deadline(clock, longestMs, () => reject(timedOut(ENDPOINT, longestMs, arrivedAt(clock))))
        controller.signal.addEventListener('abort', () => reject(signal.reason))
      })
      try {
        // A caller that aborts does not wait even for a prefetch that others need: its tokens are to be revoked, and time is short.
        return await Promise.race([find(uri, renew, controller.signal), givenUp])
      } catch (error) {
        throw error instanceof TransientFault || error instanceof DeviceFlowError ? unavailable(error) : error
      } finally {
        callOff?.()
        end()
      }
    },
  }
}

function isForSignatures({ kty, use = 'sig' }: oauth.JWK): boolean {
  return PUBLIC_KEY_TYPES.has(String(kty)) && use === 'sig'
}

function problemForGood(error: unknown): DeviceFlowError | undefined {
  if (!(error instanceof DeviceFlowError)) return undefined
  return new DeviceFlowError(
    'unsupported',
    `ID tokens of this server cannot be verified: ${error.message} Have that put right at the server, or leave openid out of the scope.`,
    { field: 'jwks_uri', status: error.status, cause: error },
  )
}

function unavailable(fault: TransientFault | DeviceFlowError): DeviceFlowError {
  const isForGood = fault instanceof DeviceFlowError
  return new DeviceFlowError(
    isForGood || fault.reason === 'invalidResponse' ? 'invalidIdToken' : 'offline',
    `The sign-in could not be verified, so nothing was kept: ${fault.message} ` +
      (isForGood ? 'Report it to whoever runs the server.' : 'Start again.'),
    { field: 'jwks_uri', status: fault.status, cause: fault },
  )
}
