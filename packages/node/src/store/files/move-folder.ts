import { readdir, rename } from 'node:fs/promises'
import { codeOf, unless } from './file-errors.ts'

/**
 * Moves a folder that has something in it, in one step. Resolves to false when another such folder is in the place, which is never
 * replaced, or when it is gone itself.
 */
export async function moveFolder(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    switch (codeOf(error)) {
      case 'ENOENT':
      case 'ENOTEMPTY':
      case 'EEXIST':
        return false
      case 'EPERM':
      case 'EACCES':
        // What Windows says of a place that is taken.
        if (await unless(['ENOENT'], readdir(to))) return false
    }
    throw error
  }
}
