import type { ReactElement } from 'react'
import { useActiveTroubles, useExchanges, useLastTrouble } from '../lab/lab-context.ts'
import { KIND_NAMES } from '../steps/kind-names.ts'
import type { Exchange } from '../wire/exchange.ts'
import { outcomeWords } from '../wire/outcome-words.ts'
import type { LastTrouble } from '../lab/troubles/active-troubles.ts'

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
  const where = `${title} met request ${number}${struck ? `, ${KIND_NAMES[struck.kind].toLowerCase()}` : ''}.`
  return struck?.verdict
    ? `${where} The device: ${outcomeWords(struck.verdict.outcome)}. ${struck.verdict.meaning}`
    : where
}
