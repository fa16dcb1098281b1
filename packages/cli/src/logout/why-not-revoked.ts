import { jsonReason } from '@device-flow/error-codes'
import { isTransientFault } from '@device-flow/machine'
import type { RevocationOutcome } from '@device-flow/machine'
import type { ProviderProfile } from '@device-flow/oauth/profiles'
import { cleanText } from '@device-flow/untrusted'
import { adviceOnTheWay, causeOf } from '../failure/advice-on-the-way.ts'

type Problem = NonNullable<RevocationOutcome['problem']>

const UNTIL_THEY_EXPIRE = 'they may live on there until they expire.'

/** Why the tokens of a session that was signed out may live on at the server, in words: not asked, refused, or not answered. */
export function wordsOn(problem: Problem | undefined, profile?: ProviderProfile): string {
  if (problem && isNotAsked(problem)) {
    if (profile?.supports.revocation === false) {
      return `signed out here. ${profile.about.title} cannot be asked to revoke the tokens: ${UNTIL_THEY_EXPIRE}`
    }
    return (
      `signed out here. The server was not asked to revoke the tokens, as no revocation endpoint of it is known: ${UNTIL_THEY_EXPIRE} ` +
      'If it has one, name it at the next login: --revocation-endpoint URL.'
    )
  }
  if (problem?.reason === 'busy') {
    return (
      'signed out here. Another process was renewing the tokens at that moment: it revokes what that brings, ' +
      'but were it killed before, they would live on at the server until they expire.'
    )
  }
  const { code, description } = saidBy(problem)
  if (code !== undefined) {
    const said = cleanText(description ? `${code}: ${description}` : code)
    return `signed out here, but the server has refused to revoke the tokens (${said}): ${UNTIL_THEY_EXPIRE}`
  }
  const cause = causeOf(problem)
  const why = cause && ` (${cleanText(cause, 250)})`
  return [`signed out here, but the server ${whatItDid(problem)}${why}: ${UNTIL_THEY_EXPIRE}`, adviceOnTheWay(cause)]
    .filter(Boolean)
    .join(' ')
}

/** The same for the line of `--json`, in the words of its line `error`. */
export function membersOn(problem: Problem | undefined): Record<string, unknown> {
  if (!problem) return {}
  const { code, description } = saidBy(problem)
  return { reason: jsonReason(problem.reason), error: code, error_description: description }
}

function isNotAsked(problem: Problem): boolean {
  return !isTransientFault(problem) && problem.field === 'revocation_endpoint'
}

function saidBy(problem: Problem | undefined): { code?: string | undefined; description?: string | undefined } {
  if (!problem) return {}
  return { code: problem.error, ...(!isTransientFault(problem) && { description: problem.errorDescription }) }
}

function whatItDid(problem: Problem | undefined): string {
  if (problem?.status !== undefined) return `answered HTTP ${problem.status} when it was asked to revoke the tokens`
  if (problem?.reason === 'timeout') return 'did not answer in time when it was asked to revoke the tokens'
  return problem?.reason === 'offline'
    ? 'could not be reached to revoke the tokens'
    : 'has not said that it revoked the tokens'
}
