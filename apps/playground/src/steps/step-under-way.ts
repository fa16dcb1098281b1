import type { DeviceFlow } from '@device-flow/react'
import type { Exchange } from '../wire/exchange.ts'
import { VERDICTS } from '../wire/verdicts.ts'
import { STEPS, type Step } from './steps.ts'

/** Where a login is among the seven steps. */
export interface Progress {
  /** The step under way. */
  readonly current: Step['number']
  /** Those that are behind it. */
  readonly done: ReadonlySet<Step['number']>
  /** The person's own step, while the device polls. */
  readonly meanwhile: Step['number'] | undefined
  /** Whether the login has ended there by an error. */
  readonly hasFailed: boolean
}

/** Finds the step under way, by what the device shows, and what was sent. */
export function progressOf(status: DeviceFlow['status'], exchanges: readonly Exchange[]): Progress {
  const current = currentStep(status, exchanges)
  const isDone = isBehind(current, status, exchanges)
  const done = STEPS.filter(({ number }) => number < current || (number === current && isDone))
    // Nobody has to call an API.
    .filter(({ number }) => number !== 6 || exchanges.some(({ kind }) => kind === 'api'))
    .map(({ number }) => number)
  return {
    current,
    done: new Set(done),
    meanwhile: current === 3 && status === 'awaitingUser' ? 4 : undefined,
    hasFailed: status === 'error',
  }
}

/** Whether the step that a login has come to is behind it. The last one is while somebody is signed in, until they sign out. */
function isBehind(current: Step['number'], status: DeviceFlow['status'], exchanges: readonly Exchange[]): boolean {
  if (current === 7) return status === 'idle'
  const isAnswerAwaited = exchanges.some((exchange) => exchange.endedAt === undefined && stepOf(exchange) === current)
  return status === 'authorized' && !isAnswerAwaited
}

function currentStep(status: DeviceFlow['status'], exchanges: readonly Exchange[]): Step['number'] {
  const login = exchanges.slice(exchanges.findLastIndex(({ kind }) => kind === 'deviceAuthorization'))
  const newest = login.findLast(({ kind }) => kind !== 'keys' && kind !== 'discovery')
  switch (status) {
    case 'idle':
      return newest?.kind === 'revocation' && !login.some(hasRefusedTokens) ? 7 : 1
    case 'requesting':
      return 1
    case 'awaitingUser':
      return newest?.kind === 'poll' ? stepOf(newest) : 2
    case 'authorized':
      return newest && newest.kind !== 'poll' ? stepOf(newest) : 5
    case 'error': {
      // Neither ends a login: refused tokens are revoked afterwards, and an access token may be used until it dies.
      const last = login.findLast(({ kind }) => !['keys', 'discovery', 'revocation', 'api'].includes(kind))
      return last ? stepOf(last) : 1
    }
  }
}

/** The step that an exchange belongs to. */
export function stepOf(exchange: Exchange): Step['number'] {
  const { kind, verdict } = exchange
  if (kind === 'poll' && verdict) {
    if (BROUGHT_TOKENS.has(verdict.outcome)) return 5
    // The person's own step, of which the device learns by this poll.
    if (verdict.outcome === 'denied') return 4
  }
  return STEPS.find(({ kinds }) => kinds.includes(kind))?.number ?? 1
}

const BROUGHT_TOKENS: ReadonlySet<string> = new Set(['granted', VERDICTS.waitingForKeys.outcome, 'invalidIdToken'])

/** It brought tokens, and the device has refused them. */
function hasRefusedTokens({ kind, verdict }: Exchange): boolean {
  return kind === 'poll' && verdict?.outcome === 'invalidIdToken'
}
