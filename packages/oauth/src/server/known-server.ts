import type { Clock } from '@device-flow/machine/clock'
import type { Server } from './server.ts'
import { createFaultsInARow } from './faults-in-a-row.ts'
import type { FaultsInARow } from './faults-in-a-row.ts'
import { sharedCall } from './shared-call.ts'

/** What the services know of their server. Callers at the same time share one reading of its metadata. */
export interface KnownServer {
  /** How often the metadata was asked for: a login remembers the number, and later sees whether it was asked for since. */
  readonly readings: number
  /** Whether the metadata may be out of a cache, as of a browser: it has been asked for once, and not again. */
  readonly mayBeCached: boolean
  /** Whether the last reading of the metadata was good: the server is known as it is now, or was then. */
  readonly isUpToDate: boolean
  /** By which it reckons. */
  readonly clock: Clock
  /** Faults at its endpoints. */
  readonly faults: FaultsInARow
  /** The server as it is known, however old that is; undefined where `get` would have to read. */
  known(needsMetadata?: boolean): Server | undefined
  /**
   * The server as it is known, however old that is; read when nothing is known. Rejects as `discover` does, and also
   * where endpoints stand in for the metadata when `needsMetadata`.
   */
  get(signal?: AbortSignal, needsMetadata?: boolean): Promise<Server>
  /**
   * The server for a login that begins: its metadata is read again when it has aged, or when an endpoint of it was not
   * to be reached. One that the same start has read is not read again for its age: `no-store` forbids to keep it for later, not to use it
   * now. Rejects where no login can begin there, too.
   */
  getFresh(signal?: AbortSignal, needsMetadata?: boolean, ofThisStart?: Server): Promise<Server>
  /**
   * Reads the metadata again. What was known is still used when that fails: a blip must not break what may work. So is
   * what stands in for it.
   */
  renew(signal?: AbortSignal): Promise<Server>
  /** Whether the metadata may be asked for once more where that can be done without: after readings that failed, ever more seldom. */
  mayTryAgain(): boolean
  /** Says that the metadata may be wrong, as an endpoint cannot be reached: the next login reads it again. */
  markStale(): void
}

/** The pause after a reading that failed; after each further one in a row, twice as long as before. */
const PAUSE_MS = 10_000
const MAX_PAUSE_MS = 60_000

/**
 * Makes a {@link KnownServer} that reads the metadata by `read`; with `isRenewal`, no cache may answer. `standIn` makes
 * what is used when that fails, if anything can be.
 */
export function createKnownServer(
  clock: Clock,
  read: (call: { signal: AbortSignal; isRenewal: boolean }) => Promise<Server>,
  standIn: (problem: unknown) => Server | undefined,
): KnownServer {
  let latest: Server | undefined
  let isStale = false
  let readings = 0
  let mayBeCached = false
  /** Those in a row, and when the last of them was, by the clock that nobody sets. */
  let failed = { times: 0, at: 0 }

  const readShared = sharedCall(async (signal) => {
    readings += 1
    const isRenewal = latest !== undefined
    mayBeCached = !isRenewal
    try {
      latest = await read({ signal, isRenewal })
    } catch (error) {
      failed = { times: failed.times + 1, at: clock.monotonic() }
      throw error
    }
    failed = { times: 0, at: 0 }
    isStale = false
    return latest
  })

  function isFresh(server: Server, ofThisStart: Server | undefined): boolean {
    const { read: reading, problem, lacks } = server
    if (isStale || problem || lacks) return false
    if (!reading || server === ofThisStart) return true
    // A negative age means that the clock was set back since, so the real age is unknown.
    const ageMs = clock.now() - reading.at
    return ageMs >= 0 && ageMs < reading.lifetimeMs
  }

  async function renew(signal?: AbortSignal): Promise<Server> {
    try {
      return await readShared(signal)
    } catch (error) {
      if (signal?.aborted) throw error
      if (!latest || latest.problem) latest = standIn(error) ?? latest
      if (!latest) throw error
      return latest
    }
  }

  function known(needsMetadata = false): Server | undefined {
    return needsMetadata && latest?.problem ? undefined : latest
  }

  return {
    get readings() {
      return readings
    },
    get mayBeCached() {
      return mayBeCached
    },
    get isUpToDate() {
      return failed.times === 0
    },
    clock,
    faults: createFaultsInARow(),
    known,
    get: async (signal, needsMetadata = false) => known(needsMetadata) ?? checked(await renew(signal), needsMetadata),
    async getFresh(signal, needsMetadata = false, ofThisStart) {
      const server = checked(latest && isFresh(latest, ofThisStart) ? latest : await renew(signal), needsMetadata)
      if (server.lacks) throw server.lacks
      return server
    },
    renew,
    mayTryAgain() {
      const pauseMs = failed.times && Math.min(PAUSE_MS * 2 ** (failed.times - 1), MAX_PAUSE_MS)
      return clock.monotonic() - failed.at >= pauseMs
    },
    markStale: () => void (isStale = true),
  }
}

function checked(server: Server, needsMetadata: boolean): Server {
  if (needsMetadata && server.problem) throw server.problem
  return server
}
