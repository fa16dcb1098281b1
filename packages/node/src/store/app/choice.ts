import { KeyringError } from '../keyring/keyring-problem.ts'
import type { Keyring } from '../keyring/keyring.ts'
import { chosenProtection, PROTECTION } from './chosen-protection.ts'
import type { ChosenOptions, ProtectionName } from './chosen-protection.ts'
import { KEY_VARIABLE } from './protection-key.ts'
import type { Settings } from './settings.ts'

/** What a choice is made of. */
export interface ChoiceOptions extends ChosenOptions {
  settings: Settings
  keyring: Keyring
}

/** Which protection an app store uses. Once chosen it is kept to, unless a person names another one. */
export interface Choice {
  /** The one in use. Undefined when none was chosen yet: then nothing is kept. */
  now(): Promise<ProtectionName | undefined>
  /** The one in use, chosen if there is none yet. */
  made(): Promise<ProtectionName>
  /** The same for a person who signs in: whoever names a file gets one, whatever was before. */
  madeAnew(): Promise<ProtectionName>
  /** The one that was in use last, as far as this process knows. */
  last(): ProtectionName | undefined
}

/** Chooses where the key is kept, and remembers that. */
export function createChoice({ wanted, env, settings, keyring }: ChoiceOptions): Choice {
  let last: ProtectionName | undefined = wanted === 'keyring' ? 'keyring' : undefined

  async function now(): Promise<ProtectionName | undefined> {
    const chosen = chosenProtection({ wanted, env }, await settings.read(PROTECTION))
    if (chosen) last = chosen
    return chosen
  }

  async function made(): Promise<ProtectionName> {
    const chosen = (await now()) ?? ((await hasKeyring()) ? 'keyring' : 'keyFile')
    // Another process may have chosen meanwhile.
    await settings.create(PROTECTION, chosen)
    return (await now()) ?? chosen
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
    made,
    async madeAnew() {
      if (wanted === 'file' && !env[KEY_VARIABLE]) await settings.replace(PROTECTION, 'keyFile')
      const chosen = await made()
      await settings.replace(PROTECTION, chosen)
      return chosen
    },
    last: () => last,
  }
}
