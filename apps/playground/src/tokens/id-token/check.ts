import { cleanText } from '@device-flow/untrusted'

/**
 * What came of a check: it holds; it does not, so the token is to be turned down; there is something to know that turns nothing down; it
 * was not made, as another that failed leaves nothing to look at; or what it is about is not there, and need not be.
 */
export type CheckResult = 'passed' | 'failed' | 'noted' | 'skipped' | 'absent'

/** Where a rule stands. */
export interface Rule {
  readonly title: string
  readonly url: string
}

/** One thing that an ID token was checked for. */
export interface IdTokenCheck {
  /** The claim, or the part of the header; `id_token` for its form, `signature` for that. */
  readonly name: string
  readonly result: CheckResult
  /** What the token says; cleaned. */
  readonly found: string
  /** What it was held against; cleaned. */
  readonly expected: string
  /** Why the result is what it is: one or two sentences. */
  readonly reason: string
  readonly rule: Rule
}

/** A value of a token as text: it may be anything. */
export function shown(value: unknown): string {
  if (value === undefined) return ''
  return cleanText(typeof value === 'string' ? value : JSON.stringify(value), 300)
}

/** A time of a token (s since the epoch) as text. */
export function shownTime(value: unknown): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return shown(value)
  const date = new Date(value * 1000)
  return Number.isNaN(date.getTime()) ? String(value) : `${value} (${date.toISOString().slice(0, 19)}Z)`
}
