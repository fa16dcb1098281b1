import { adviceOnCode, REASON_ADVICE, TRANSIENT_ADVICE } from '@device-flow/error-codes/advice'
import { explainError } from '@device-flow/inspect'
import { cleanText, readAuthChallenges } from '@device-flow/untrusted'
import type { Exchange, ExchangeKind, Rule } from '../wire/exchange.ts'
import { membersIn } from '../wire/members-in.ts'

/** What is known of an error that a response names. */
export interface ErrorAdvice {
  /** As the server has it, cleaned. */
  readonly code: string
  readonly meaning: string
  readonly whatToDo: string
  readonly auth0LogCode?: string
}

const DURING: Readonly<Partial<Record<ExchangeKind, 'request' | 'poll' | 'refresh'>>> = {
  deviceAuthorization: 'request',
  poll: 'poll',
  refresh: 'refresh',
}

/** Explains the error code of a response; nothing where there is none, or it is the server's own invention. */
export function errorAdvice({ kind, response }: Exchange, provider: string): ErrorAdvice | undefined {
  const code = response && (codeInBody(response.body) ?? codeInChallenge(response.headers))
  if (!code) return undefined
  return explainError(code, { provider: provider || 'none', during: DURING[kind] })
}

/** Where the rule behind a verdict is written: in the verdict itself, or where its error is explained. */
export function ruleOf({ verdict, response }: Exchange): Rule | undefined {
  if (!verdict || verdict.rule) return verdict?.rule
  const code = response && (codeInBody(response.body) ?? codeInChallenge(response.headers))
  const advice = (code && adviceOnCode(code)) || adviceOnReason(verdict.outcome)
  // Pages of our own docs have no address here.
  return advice?.sources.find(({ url }) => url.startsWith('https://'))
}

function adviceOnReason(outcome: string): { readonly sources: readonly Rule[] } | undefined {
  if (Object.hasOwn(TRANSIENT_ADVICE, outcome)) return TRANSIENT_ADVICE[outcome as keyof typeof TRANSIENT_ADVICE]
  return Object.hasOwn(REASON_ADVICE, outcome) ? REASON_ADVICE[outcome as keyof typeof REASON_ADVICE] : undefined
}

function codeInBody(body = ''): string | undefined {
  const code = membersIn(body)?.['error']
  return typeof code === 'string' ? cleanText(code, 80) : undefined
}

function codeInChallenge(headers: readonly (readonly [string, string])[]): string | undefined {
  const [, header = ''] = headers.find(([name]) => name === 'www-authenticate') ?? []
  const code = readAuthChallenges(header)
    .find(({ parameters }) => parameters.has('error'))
    ?.parameters.get('error')
  return code === undefined ? undefined : cleanText(code, 80)
}
