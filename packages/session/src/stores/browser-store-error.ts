import { SessionStoreError } from './store-error.ts'
import type { StoreProblem } from './store-error.ts'

type Words = readonly [StoreProblem, string]

const FULL: Words = ['full', 'has no room left: remove site data, or free space on the device']
const DENIED: Words = ['denied', 'is denied to this page: allow site data (cookies) for it']

/** By the name of a `DOMException`. */
const PROBLEMS: Readonly<Record<string, Words>> = {
  QuotaExceededError: FULL,
  NS_ERROR_DOM_QUOTA_REACHED: FULL,
  SecurityError: DENIED,
  NotAllowedError: DENIED,
}

/** Says what a browser's storage means by an error. `place` is its name: `IndexedDB`. */
export function browserStoreError(error: unknown, place: string): SessionStoreError {
  if (error instanceof SessionStoreError) return error
  const name = String((Object(error) as { name?: unknown }).name)
  const [problem, words] = PROBLEMS[name] ?? ['unavailable', `does not work here (${name}): try again, or reload`]
  return new SessionStoreError(problem, `${place} ${words}`, { cause: error })
}
