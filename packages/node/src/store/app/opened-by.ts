import { SessionStoreError } from '@device-flow/session/encrypted'
import type { ProtectionName } from './chosen-protection.ts'
import { KEY_VARIABLE } from './protection-key.ts'

/** Reads a record; of one that the variable does not open it says that: the key is not gone then, but somewhere else. */
export async function openedBy<T>(held: ProtectionName, env: NodeJS.ProcessEnv, reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    const isOther = error instanceof SessionStoreError && error.problem === 'keyLost' && env[KEY_VARIABLE]
    if (held !== 'environment' || !isOther) throw error
    throw new SessionStoreError(
      'keyLost',
      `${KEY_VARIABLE} holds another key than this session was kept with. Set that one, or sign in again: what is kept is then moved aside.`,
      { cause: error },
    )
  }
}
