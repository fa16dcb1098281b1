export { adapterContract, casesFor, contractCases, runCase } from './contract.ts'

export type { Ability, Consumer, ConsumerCommands, ContractAdapter } from './adapter.ts'
export type { LoginOptions, MountedLogin, MountRequest } from './adapter.ts'
export type { ContractCase } from './contract-case.ts'
export type { ContractLogin } from './contract-login.ts'
export type { LoginSetup } from './login-setup.ts'
