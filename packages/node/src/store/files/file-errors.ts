import { readlinkSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { SessionStoreError } from '@device-flow/session/encrypted'
import type { StoreProblem } from '@device-flow/session/encrypted'

/** The code of a failed system call, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

/** Resolves to undefined where the promise is rejected with one of these codes. */
export async function unless<T>(codes: readonly string[], work: Promise<T>): Promise<T | undefined> {
  return work.catch((error: unknown) => {
    if (codes.includes(codeOf(error) ?? '')) return undefined
    throw error
  })
}

// Not by which variable: it changes nothing where the program has named the folder.
const DENIED = 'Make it readable and writable for this user, or keep sessions in another folder.'
const MISSING = 'It is not there, and could not be made. Keep sessions in another folder.'
const FULL = 'Make room, and try again. What was kept before is as it was.'
const LINK =
  'A symbolic link or something else is in its place. Move it away: links are followed only above the folder of the store.'

const OBSTACLE = 'Move it away, or keep sessions in another folder.'

const KNOWN: Record<string, readonly [StoreProblem, string]> = {
  EACCES: ['denied', DENIED],
  EPERM: ['denied', DENIED],
  EROFS: ['denied', DENIED],
  ENOENT: ['unavailable', MISSING],
  ENOSPC: ['full', FULL],
  EDQUOT: ['full', FULL],
  EFBIG: ['full', FULL],
  ELOOP: ['denied', LINK],
  ENOTDIR: ['denied', LINK],
  EISDIR: ['denied', LINK],
  EEXIST: ['denied', LINK],
}

/** What went wrong with a file, as a store says it. */
export function toStoreError(error: unknown, path: string): SessionStoreError {
  if (error instanceof SessionStoreError) return error
  const code = codeOf(error) ?? 'failed'
  const obstacle = code === 'ENOTDIR' || code === 'EEXIST' ? obstacleOnTheWay(path) : undefined
  if (obstacle) {
    return new SessionStoreError('denied', `${path} cannot be used: ${obstacle} (${code}). ${OBSTACLE}`, {
      cause: error,
    })
  }
  const [problem, advice] = KNOWN[code] ?? ['unavailable', 'Try again, and look after the disk if it goes on.']
  return new SessionStoreError(problem, `${path} cannot be used (${code}). ${advice}`, { cause: error })
}

/** What is at a path, or above it, where a folder should be. */
function obstacleOnTheWay(path: string): string | undefined {
  const above = dirname(path)
  return (above === path ? undefined : obstacleOnTheWay(above)) ?? obstacleAt(path)
}

function obstacleAt(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? `${path} is a file, and no folder` : undefined
  } catch {
    return danglingLink(path)
  }
}

function danglingLink(path: string): string | undefined {
  try {
    return `${path} is a symbolic link to ${readlinkSync(path)}, which is not there`
  } catch {
    return undefined
  }
}
