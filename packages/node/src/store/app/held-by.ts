import { join } from 'node:path'
import { SessionStoreError } from '@device-flow/session/encrypted'
import type { FileAccess } from '../files/file-access.ts'
import { fileNameOf } from '../files/file-name.ts'
import { newestRevision } from '../files/revisions.ts'
import { isAllowed, PROTECTIONS } from './chosen-protection.ts'
import type { ChosenOptions, ProtectionName } from './chosen-protection.ts'
import { whereKeyIs } from './where-key-is.ts'

/** Where records are looked for. */
export interface RecordPlaces {
  folder: string
  wanted: ChosenOptions['wanted']
  files: Pick<FileAccess, 'readdir'>
  /** The protection of a new sign-in. */
  chosen(): Promise<ProtectionName | undefined>
}

/**
 * The protection that a record was written with. It stays with that, whatever is set or asked for now: with another key it would look
 * signed out, and be signed in to over again. Undefined when nothing is kept.
 *
 * @throws SessionStoreError `keyLost` when it is kept by a protection that this store must not use
 */
export async function heldBy(key: string, places: RecordPlaces): Promise<ProtectionName | undefined> {
  const { folder, wanted } = places
  const holding: ProtectionName[] = []
  for (const protection of PROTECTIONS) {
    // 0: nothing is written yet. -1: what is there is damaged, and is told by who reads it.
    if (await newestRevision(join(folder, protection, fileNameOf(key)), places.files)) {
      holding.push(protection)
    }
  }
  const [first, ...others] = holding.filter((protection) => isAllowed(protection, wanted))
  if (first === undefined && holding[0]) throw keptElsewhere(folder, holding[0], wanted)
  if (others.length === 0) return first
  // Somebody has signed in here with a keyring, and again without one.
  const chosen = await places.chosen()
  return holding.find((protection) => protection === chosen) ?? first
}

function keptElsewhere(folder: string, protection: ProtectionName, wanted: string): SessionStoreError {
  return new SessionStoreError(
    'keyLost',
    `What is kept of this session in ${folder} has its key in ${whereKeyIs[protection]}, and the option store: '${wanted}' does not open that. Open it with the option store: '${protection === 'keyring' ? 'keyring' : 'file'}', or sign in again: it stays as it is.`,
  )
}
