import type { Ability } from './adapter.ts'
import type { ContractLogin } from './contract-login.ts'
import type { LoginSetup } from './login-setup.ts'

/** One promise of every adapter. */
export interface ContractCase extends LoginSetup {
  /** What a user gets, in a sentence. */
  name: string
  /** What an adapter must have for the case to make sense. */
  needs?: readonly Ability[]
  run(login: ContractLogin): Promise<void>
}
