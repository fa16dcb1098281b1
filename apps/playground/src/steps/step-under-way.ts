import type { DeviceFlow } from '@device-flow/react'
import type { Exchange } from '../wire/exchange.ts'
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
  const isOver = status === 'idle' && current === 7
  const done = STEPS.filter(({ number }) => number < current || isOver)
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

function currentStep(status: DeviceFlow['status'], exchanges: readonly Exchange[]): Step['number'] {
  const login = exchanges.slice(exchanges.findLastIndex(({ kind }) => kind === 'deviceAuthorization'))
  const newest = login.findLast(({ kind }) => kind !== 'keys' && kind !== 'discovery')
  switch (status) {
    case 'idle':
      return newest?.kind === 'revocation' && !login.some(hasRefusedTokens) ? 7 : 1
    case 'requesting':
      return 1
    case 'awaitingUser':
      return newest?.kind === 'poll' ? 3 : 2
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
  if (kind === 'poll' && (verdict?.outcome === 'granted' || hasRefusedTokens(exchange))) return 5
  return STEPS.find(({ kinds }) => kinds.includes(kind))?.number ?? 1
}

/** It brought tokens, and the device has refused them. */
function hasRefusedTokens({ kind, verdict }: Exchange): boolean {
  return kind === 'poll' && verdict?.outcome === 'invalidIdToken'
}
