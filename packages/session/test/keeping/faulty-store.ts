import { memoryStore, SessionStoreError } from '../../src/index.ts'
import type { Store, StoreProblem } from '../../src/index.ts'

/** A store in memory that does as it is told. */
export interface FaultyStore {
  store: Store
  /** What reads and writes fail by; `hang`: they never settle. */
  reads: StoreProblem | 'hang' | undefined
  writes: StoreProblem | 'hang' | undefined
  /** How often it was written to. */
  written: number
}

export function faultyStore(below: Store = memoryStore()): FaultyStore {
  const faulty: FaultyStore = {
    reads: undefined,
    writes: undefined,
    written: 0,
    store: {
      ...below,
      read: async (key) => (faulty.reads ? fault(faulty.reads) : below.read(key)),
      async writeIf(key, revision, next) {
        if (faulty.writes) return fault(faulty.writes)
        faulty.written++
        return below.writeIf(key, revision, next)
      },
    },
  }
  return faulty
}

async function fault(problem: StoreProblem | 'hang'): Promise<never> {
  if (problem === 'hang') return new Promise(() => {})
  throw new SessionStoreError(problem, `Scripted: ${problem}`)
}
