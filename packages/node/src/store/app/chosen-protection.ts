import { KEY_VARIABLE } from './protection-key.ts'

/** Where the key is that the records are encrypted with. */
export type ProtectionName = 'keyring' | 'environment' | 'keyFile'

/** All of them: each has the records that were written with its key, in a folder of its name. */
export const PROTECTIONS: readonly ProtectionName[] = ['keyring', 'environment', 'keyFile']

/** The setting in which it is remembered what was chosen. */
export const PROTECTION = 'protection'

/** What decides beside what was chosen before. */
export interface ChosenOptions {
  wanted: 'auto' | 'keyring' | 'file'
  env: NodeJS.ProcessEnv
}

/** The protection of a new sign-in, by what was chosen before. Undefined when none was yet. */
export function chosenProtection(
  { wanted, env }: ChosenOptions,
  remembered: string | undefined,
): ProtectionName | undefined {
  if (wanted === 'keyring') return 'keyring'
  if (env[KEY_VARIABLE]) return 'environment'
  return wanted === 'file' ? 'keyFile' : (remembered as ProtectionName | undefined)
}

/** Whether a store may use this protection: one that was asked for by name uses no other kind. */
export function isAllowed(protection: ProtectionName, wanted: ChosenOptions['wanted']): boolean {
  return wanted === 'auto' || (wanted === 'keyring') === (protection === 'keyring')
}
