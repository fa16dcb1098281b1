import { secretEncodings } from '@device-flow/untrusted'
import type { SecretEncoding } from '@device-flow/untrusted'

/** How a secret was written where it was found. */
export type CanaryForm = 'plain' | 'url-encoded' | 'base64'

/** One place where a secret showed. */
export interface CanaryFinding {
  /** The secret's name. */
  canary: string
  /** How it was written there. */
  form: CanaryForm
  /** Where in the text it begins, in characters. */
  index: number
  /** What stands before it, with the secret's name in its place. */
  excerpt: string
}

const MIN_SECRET_CHARS = 8
const EXCERPT_CHARS = 40

/**
 * Finds secrets in a text, plain, URL-encoded and in base64, in order of appearance.
 *
 * @throws RangeError for a secret of fewer than 8 characters
 */
export function findCanaries(text: string, canaries: Readonly<Record<string, string>>): CanaryFinding[] {
  const hits = Object.entries(canaries).flatMap(([canary, secret]) => hitsOf(text, canary, secret))
  hits.sort((a, b) => a.index - b.index || b.end - a.end)
  const findings: CanaryFinding[] = []
  let shownTo = 0
  for (const { canary, form, index, end } of hits) {
    if (end <= shownTo) continue
    const before = text.slice(Math.max(shownTo, index - EXCERPT_CHARS), index)
    findings.push({ canary, form, index, excerpt: `${before}[${canary}]` })
    shownTo = end
  }
  return findings
}

/**
 * Checks that no secret shows in any of the texts. Give the texts names to learn which of them it was.
 *
 * @throws Error that says which secret, where and in what form, without showing it
 * @throws RangeError for a secret of fewer than 8 characters
 * @example
 * ```ts
 * import { expectNoCanaries, type Canaries } from '@device-flow/testing'
 *
 * declare const canaries: Canaries
 * declare const stdout: string
 * expectNoCanaries({ stdout }, canaries)
 * ```
 */
export function expectNoCanaries(
  texts: string | Readonly<Record<string, string>>,
  canaries: Readonly<Record<string, string>>,
): void {
  const lines = Object.entries(typeof texts === 'string' ? { text: texts } : texts).flatMap(([name, text]) =>
    findCanaries(text, canaries).map(
      ({ canary, form, index, excerpt }) => `${canary} (${form}) in ${name} at ${index}: ${JSON.stringify(excerpt)}`,
    ),
  )
  if (lines.length > 0) throw new Error(`Secrets leaked:\n${lines.join('\n')}`)
}

interface Hit {
  canary: string
  form: CanaryForm
  index: number
  end: number
}

function hitsOf(text: string, canary: string, secret: string): Hit[] {
  if (secret.length < MIN_SECRET_CHARS) throw new RangeError(`${canary} is too short to be told from other text`)
  const hits: Hit[] = []
  for (const [needle, form] of secretEncodings(secret)) {
    if (!isCanaryForm(form)) continue
    for (let index = text.indexOf(needle); index >= 0; index = text.indexOf(needle, index + needle.length))
      hits.push({ canary, form, index, end: index + needle.length })
  }
  return hits
}

function isCanaryForm(encoding: SecretEncoding): encoding is CanaryForm {
  return encoding !== 'json' && encoding !== 'html'
}
