import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { isRecord, withDeadline } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'
import { classifyDocument } from '../errors/classify.ts'
import { arrivedAt } from '../http/arrival.ts'
import { timeoutFault } from '../http/timeout-fault.ts'
import type { Transport } from '../http/transport.ts'
import type { Wait } from '../http/wait.ts'
import { createRateLimit } from './rate-limit.ts'
import { sharedCall } from './shared-call.ts'
import { keySetProblem, keysUnavailable, noKeySet } from './signing-keys-error.ts'

/** The server's public keys, read once and kept for an hour. */
export interface SigningKeys {
  /**
   * Reads the keys while there is time, so that a blip after the grant cannot lose it. Never rejects: resolves when it
   * is over, with the problem if the key set is unusable however often it is read.
   */
  prefetch(uri: string): Promise<DeviceFlowError | undefined>
  /** Aborts a prefetch that is under way, for when no login needs it any more: it would keep the process alive. */
  stopPrefetch(): void
  /**
   * The keys, those that are for other uses among them; tries three times over 3 s, and waits 5 s longer than for one
   * request in all. While the server asks to be left alone (`Retry-After`), it is not asked. `renew` reads them again, for
   * a signature that none of them made, unless that was done within the last second; who asks at the same time shares one reading.
   * Rejects with the signal's reason, or with a {@link DeviceFlowError} whose `field` is `jwks_uri`: `offline`, or
   * `invalidIdToken` for a response without keys.
   */
  get(uri: string, call: { signal?: AbortSignal | undefined; renew?: boolean }): Promise<oauth.JWKS>
  /** Whether a key of this name (`kid`) is among those that were read last, fit for signatures or not. */
  has(kid: unknown): boolean
}

const ENDPOINT = 'key set (jwks_uri)'
// RFC 7518 §6.1, RFC 8037 §2, and ML-DSA's. A shared secret (`oct`) that is published is none.
const PUBLIC_KEY_TYPES = /^(?:RSA|EC|OKP|AKP)$/
const KEPT_MS = 60 * 60 * 1000
const WAITS_MS = [1000, 2000]
const RETRIES_LIMIT_MS = 5000

// Of several logins that wait for a key, each finds what another has just read. Less than the shortest wait for a key (accept-in-time.ts).
const RENEWED_FOR_MS = 900
// A flood of forged ID tokens is not to reach the server.
const RENEWALS = { most: 30, withinMs: 60_000 }

/** Makes a reader of one server's public keys. A request for them that took too long gives the next one more time, as at a start. */
export function createSigningKeys(
  transport: Transport,
  { clock, timeoutsMs, wait }: { clock: Clock; timeoutsMs: readonly number[]; wait: Wait },
): SigningKeys {
  let timeouts = 0
  const timeoutMs = (): number => timeoutsMs[Math.min(timeouts, timeoutsMs.length - 1)]!
  const isWithinLimit = createRateLimit(clock, RENEWALS)
  let renewed: { uri: string; at: number } | undefined
  let reading: { uri: string; shared: ReturnType<typeof sharedCall<oauth.JWKS>> } | undefined
  let kept: { uri: string; jwks: oauth.JWKS; receivedAt: number } | undefined
  let asksToWait: { uri: string; fault: TransientFault; since: number } | undefined
  let prefetching: { uri: string; controller: AbortController; over: Promise<DeviceFlowError | undefined> } | undefined

  function fresh(uri: string): oauth.JWKS | undefined {
    if (kept?.uri !== uri) return undefined
    // Keys from the future are as old: the clock was set back since.
    const ageMs = clock.now() - kept.receivedAt
    return ageMs >= 0 && ageMs < KEPT_MS ? kept.jwks : undefined
  }

  /** What the server has asked for time by, with what is left of that; undefined once it may be asked. */
  function stillAsksToWait(uri: string): TransientFault | undefined {
    if (asksToWait?.uri !== uri) return undefined
    const { fault, since } = asksToWait
    const leftMs = fault.retryAfterMs! - (clock.monotonic() - since)
    if (!(leftMs > 0)) return undefined
    const { reason, message, status } = fault
    return new TransientFault(reason, message, { ...arrivedAt(clock), status, retryAfterMs: leftMs })
  }

  async function read(uri: string, signal: AbortSignal): Promise<oauth.JWKS> {
    const waiting = stillAsksToWait(uri)
    if (waiting) throw waiting
    try {
      return await request(uri, signal)
    } catch (fault) {
      if (fault instanceof TransientFault && fault.reason === 'timeout') timeouts += 1
      if (fault instanceof TransientFault && fault.retryAfterMs) asksToWait = { uri, fault, since: clock.monotonic() }
      throw fault
    }
  }

  async function request(uri: string, signal: AbortSignal): Promise<oauth.JWKS> {
    const response = await transport(
      {
        endpoint: ENDPOINT,
        timeoutMs: timeoutMs(),
        signal,
        redirects: 'same-origin',
        // A cache may hold the keys that have turned out to be old.
        ...(kept?.uri === uri && { cache: 'no-cache' }),
      },
      (options) =>
        options[oauth.customFetch](uri, {
          method: 'GET',
          body: undefined,
          headers: { accept: 'application/json, application/jwk-set+json' },
          redirect: 'manual',
          signal: options.signal,
        }),
    )
    timeouts = 0
    const { members, problem } = classifyDocument(response)
    if (response.status !== 200 || problem === 'text') throw noKeySet(response)
    const published = members?.keys
    const keys: oauth.JWK[] = Array.isArray(published) ? published.filter(isRecord) : []
    // Until it has signed its first ID token: some servers make their key then. It is read again with that token.
    if (Array.isArray(published) && published.length === 0) return { keys }
    if (!keys.some(isForSignatures)) {
      throw new DeviceFlowError('unsupported', `The ${response.endpoint} has no keys for signatures.`)
    }
    kept = { uri, jwks: { keys }, receivedAt: response.receivedAt }
    return kept.jwks
  }

  async function readWithRetries(uri: string, signal: AbortSignal): Promise<oauth.JWKS> {
    for (const waitMs of WAITS_MS) {
      try {
        return await read(uri, signal)
      } catch (error) {
        if (!(error instanceof TransientFault) || (error.retryAfterMs ?? 0) > waitMs) throw error
      }
      await wait(waitMs, signal)
    }
    return read(uri, signal)
  }

  async function renewOrRead(uri: string, signal: AbortSignal): Promise<oauth.JWKS> {
    const known = fresh(uri)
    if (!known) return readWithRetries(uri, signal)
    if (!isWithinLimit()) return known
    const keys = await readWithRetries(uri, signal)
    // Not where that failed: what is known then is as old as before.
    renewed = { uri, at: clock.monotonic() }
    return keys
  }

  function readTogether(uri: string, signal: AbortSignal): Promise<oauth.JWKS> {
    if (reading?.uri !== uri) reading = { uri, shared: sharedCall((ownSignal) => renewOrRead(uri, ownSignal)) }
    return reading.shared(signal)
  }

  async function find(uri: string, renew: boolean, signal: AbortSignal): Promise<oauth.JWKS> {
    await prefetching?.over
    const known = fresh(uri)
    const isRecent = renewed?.uri === uri && clock.monotonic() - renewed.at < RENEWED_FOR_MS
    return known && (!renew || isRecent) ? known : readTogether(uri, signal)
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
        const over = read(uri, controller.signal).then(() => undefined, keySetProblem)
        const mine = { uri, controller, over }
        prefetching = mine
        void over.finally(() => {
          if (prefetching === mine) prefetching = undefined
        })
      }
      return prefetching.over
    },
    stopPrefetch,
    has: (kid) => kept?.jwks.keys.some((key) => key.kid === kid) ?? false,
    async get(uri, { signal, renew = false }) {
      const limitMs = timeoutMs() + RETRIES_LIMIT_MS
      const timedOut = (): TransientFault => timeoutFault(ENDPOINT, limitMs, arrivedAt(clock))
      try {
        // A caller that aborts does not wait even for a prefetch that others need: its tokens are to be revoked, and
        // time is short.
        return await withDeadline({ clock, limitMs, timedOut, signal }, (ownSignal) => find(uri, renew, ownSignal))
      } catch (error) {
        throw error instanceof TransientFault || error instanceof DeviceFlowError ? keysUnavailable(error) : error
      }
    },
  }
}

/** Whether a published key may be one that verifies signatures. */
export function isForSignatures({ kty, use = 'sig' }: oauth.JWK): boolean {
  return PUBLIC_KEY_TYPES.test(String(kty)) && use === 'sig'
}
