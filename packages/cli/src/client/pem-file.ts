import { readFileSync } from 'node:fs'
import { cleanText } from '@device-flow/untrusted'
import { UsageError } from '../arguments/usage-error.ts'

/**
 * Reads the file that a flag names; undefined where none is named.
 *
 * @throws UsageError for a file that cannot be read
 */
export function readPemFile(flag: string, file: string | undefined): Uint8Array | undefined {
  try {
    return file === undefined ? undefined : readFileSync(file)
  } catch (error) {
    throw new UsageError(
      `${flag} ${cleanText(String(file), 200)} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    )
  }
}
