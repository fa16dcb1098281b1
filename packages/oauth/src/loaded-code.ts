import { TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { NOT_LOADED, withDeadline } from '@device-flow/untrusted'
import type { Chunk } from '@device-flow/untrusted'
import { arrivedAt } from './http/arrival.ts'

/** How long a call waits for the code: as long as a refresh may take. */
const LOAD_LIMIT_MS = 30_000

/**
 * The code of a chunk, which is loaded where it is not there yet. One that does not come is an outage, which is tried again: rejects with a
 * `TransientFault` `offline`, and with the signal's reason.
 */
export async function loadedCode<Code>(chunk: Chunk<Code>, clock: Clock, signal?: AbortSignal): Promise<Code> {
  const load = (): Promise<Code> => clock.hold?.(chunk.load()) ?? chunk.load()
  try {
    return chunk.code ?? (await withDeadline({ clock, limitMs: LOAD_LIMIT_MS, signal }, load))
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    throw new TransientFault('offline', NOT_LOADED, { ...arrivedAt(clock), cause })
  }
}
