import type { ContractAdapter } from '../src/contract/index.ts'

/** An adapter that is wrong in one way. */
export interface Mutant {
  adapter: ContractAdapter
  /** How the name of a case begins that must notice. */
  caughtBy: string
}
