import { TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { createChunk, NOT_LOADED } from '@device-flow/untrusted'
import { withTimeLimit } from '../stores/time-limit.ts'
import type * as requests from './requests.ts'

/** How long a request waits for its code: as long as a refresh may take. */
const LOAD_LIMIT_MS = 30_000

const chunk = /* @__PURE__ */ createChunk(() => import('./requests.ts'))

/** Loads the code of the requests in the background. */
export function preloadRequests(): void {
  chunk.preload()
}

/**
 * Loads the code of the requests, where it is not there yet.
 *
 * @throws TransientFault (it rejects with it) `offline` when it does not come, or not in time; the request was surely not sent then
 */
export async function loadRequests(clock: Clock): Promise<typeof requests> {
  try {
    const loading = chunk.load()
    return chunk.code ?? (await withTimeLimit(clock.hold?.(loading) ?? loading, LOAD_LIMIT_MS, NOT_LOADED, clock))
  } catch (cause) {
    throw new TransientFault('offline', NOT_LOADED, { receivedAt: clock.now(), cause })
  }
}
