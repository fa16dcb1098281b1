import { createHash } from 'node:crypto'

const READABLE_LENGTH = 60
const HASH_LENGTH = 12

/**
 * The name of a file for a key: readable, safe on every file system, and another one for every other key, also where capital and small
 * letters are the same.
 */
export function fileNameOf(key: string): string {
  const readable = key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, READABLE_LENGTH)
  const hash = createHash('sha256').update(key).digest('hex').slice(0, HASH_LENGTH)
  return `${readable}-${hash}`.replace(/^-/, '')
}
