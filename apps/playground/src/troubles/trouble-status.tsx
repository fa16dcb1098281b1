import type { ReactElement } from 'react'
import { useActiveTroubles, useExchanges, useLastTrouble } from '../lab/lab-context.ts'
import type { Exchange } from '../wire/exchange.ts'
import type { LastTrouble } from './active-troubles.ts'

/** What is on, and what has happened last; told to screen readers, too. */
export function TroubleStatus(): ReactElement {
  const active = useActiveTroubles()
  const last = useLastTrouble()
  const exchanges = useExchanges()
  const struck = exchanges.find(({ number }) => number === last?.number)
  return (
    <div className="trouble-status" role="status">
      <p>{active.length > 0 ? `On: ${active.map(({ title }) => title).join(', ')}.` : 'No trouble is on.'}</p>
      {last && <p>{whatHappened(last, struck)}</p>}
    </div>
  )
}

function whatHappened({ title, number, told }: LastTrouble, struck: Exchange | undefined): string {
  if (number === undefined) return told ? `${title}: ${told}` : `${title}: done.`
  const where = `${title} met request ${number}${struck ? ` (${KIND_WORDS[struck.kind]})` : ''}.`
  return struck?.verdict ? `${where} The device: ${struck.verdict.outcome}. ${struck.verdict.meaning}` : where
}

const KIND_WORDS: Readonly<Record<Exchange['kind'], string>> = {
  discovery: 'discovery',
  keys: 'the key set',
  registration: 'a registration',
  deviceAuthorization: 'for a code',
  poll: 'a poll',
  refresh: 'a refresh',
  revocation: 'a revocation',
  userInfo: 'user info',
  api: 'the API',
}
