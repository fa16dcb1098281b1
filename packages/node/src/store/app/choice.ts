import { KeyringError } from '../keyring/keyring-problem.ts'
import type { Keyring } from '../keyring/keyring.ts'
import { chosenProtection, PROTECTION } from './chosen-protection.ts'
import type { ChosenOptions, ProtectionName } from './chosen-protection.ts'
import type { Settings } from './settings.ts'
import { ifDamaged } from './store-problem.ts'

/** What a choice is made of. */
export interface ChoiceOptions extends ChosenOptions {
  settings: Settings
  keyring: Keyring
}

/** Which protection a new sign-in gets. Once chosen it is kept to, unless a person names another one. */
export interface Choice {
  /** The one that was chosen. Undefined when none was yet. */
  now(): Promise<ProtectionName | undefined>
  /** The same, or where there is none the safest that there is. Remembers nothing: its key may turn out to be none. */
  next(): Promise<ProtectionName>
  /** Remembers the first choice, and resolves to what is chosen then: another process may have been quicker. */
  remember(protection: ProtectionName): Promise<ProtectionName>
  /** Remembers the choice of a person who signs in, whatever was before. */
  replace(protection: ProtectionName): Promise<void>
  /** The one that was chosen last, as far as this process knows. */
  last(): ProtectionName | undefined
}

/** Chooses where the key is kept, and remembers that. */
export function createChoice({ wanted, env, settings, keyring }: ChoiceOptions): Choice {
  let last: ProtectionName | undefined = wanted === 'keyring' ? 'keyring' : undefined
  /** What the person who signs in here was told. Another process may choose otherwise meanwhile, and have a key that is not here. */
  let decided: ProtectionName | undefined

  async function now(): Promise<ProtectionName | undefined> {
    if (decided) return decided
    // Otherwise nobody could sign in any more: as where it was removed, the choice is made anew.
    const remembered = await settings.read(PROTECTION).catch(ifDamaged)
    const chosen = chosenProtection({ wanted, env }, remembered)
    if (chosen) last = chosen
    return chosen
  }

  /** Only where there is none is a file the choice: one that is locked, or hangs, is for a person to see to. */
  async function hasKeyring(): Promise<boolean> {
    try {
      await keyring.probe()
      return true
    } catch (error) {
      if (error instanceof KeyringError && error.state === 'absent') return false
      throw error
    }
  }

  return {
    now,
    next: async () => (await now()) ?? ((await hasKeyring()) ? 'keyring' : 'keyFile'),
    async remember(protection) {
      await settings.create(PROTECTION, protection)
      return (await now()) ?? protection
    },
    async replace(protection) {
      decided = protection
      await settings.replace(PROTECTION, protection)
    },
    last: () => last,
  }
}
