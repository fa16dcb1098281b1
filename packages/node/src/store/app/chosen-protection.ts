import { KEY_VARIABLE } from './protection-key.ts'

/** Where the key is that the records are encrypted with. */
export type ProtectionName = 'keyring' | 'environment' | 'keyFile'

/** The setting in which it is remembered what was chosen. */
export const PROTECTION = 'protection'

/** What decides beside what was chosen before. */
export interface ChosenOptions {
  wanted: 'auto' | 'keyring' | 'file'
  env: NodeJS.ProcessEnv
}

/** The protection in use, by what was chosen before. Undefined when none was yet: then nothing is kept. */
export function chosenProtection(
  { wanted, env }: ChosenOptions,
  remembered: string | undefined,
): ProtectionName | undefined {
  if (wanted === 'keyring') return 'keyring'
  if (env[KEY_VARIABLE]) return 'environment'
  // With the variable gone, what it opens is not signed out: its key is lost.
  if (wanted === 'auto' || remembered === 'environment') return remembered as ProtectionName | undefined
  return 'keyFile'
}
