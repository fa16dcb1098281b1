import type { VirtualClock } from '@device-flow/testing'
import { SessionStoreError } from '../../src/index.ts'
import type { Store } from '../../src/index.ts'

/** How calls fail: before their effect, or after it, or they never settle. For want of room only writes do, and before their effect. */
export interface Trouble {
  of: 'reads' | 'writes' | 'all'
  fail: 'before' | 'after' | 'never' | 'full'
}

/** The store of one process, with troubles. */
export interface TroubledStore {
  store: Store
  /** Those that last, and until when: monotonic clock, ms. */
  lasting: { trouble: Trouble; until: number }[]
  /** Those of the next calls, one each. */
  next: (Trouble | undefined)[]
  /** How long each call takes, ms. */
  storeMs: number
  /** When it was called, and when it has failed last: monotonic clock, ms. */
  readonly calls: number[]
  failedAt: number
}

export function troubledStore(clock: VirtualClock, below: Store, log: (line: string) => void): TroubledStore {
  function troubleOf(kind: 'reads' | 'writes'): Trouble | undefined {
    const now = clock.monotonic()
    const lasting = troubled.lasting.filter(({ until }) => until > now).map(({ trouble }) => trouble)
    return [troubled.next.shift(), ...lasting].find((trouble) => trouble?.of === 'all' || trouble?.of === kind)
  }

  async function call<T>(kind: 'reads' | 'writes', work: () => Promise<T>): Promise<T> {
    troubled.calls.push(clock.monotonic())
    if (troubled.storeMs > 0) await new Promise<void>((resolve) => void clock.schedule(resolve, troubled.storeMs))
    const fail = troubleOf(kind)?.fail
    if (!fail || (fail === 'full' && kind === 'reads')) return work()
    troubled.failedAt = clock.monotonic()
    log(`${kind} fail: ${fail}`)
    if (fail === 'never') return new Promise(() => {})
    if (fail === 'after') await work()
    throw new SessionStoreError(fail === 'full' ? 'full' : 'unavailable', `Scripted: ${fail}`)
  }

  const troubled: TroubledStore = {
    lasting: [],
    next: [],
    storeMs: 0,
    calls: [],
    failedAt: -Infinity,
    store: {
      ...below,
      read: (key) => call('reads', () => below.read(key)),
      writeIf: (key, revision, next) => call('writes', () => below.writeIf(key, revision, next)),
    },
  }
  return troubled
}
