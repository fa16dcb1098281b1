import { memo, useState, type ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import type { Exchange } from '../wire/exchange.ts'
import { shownAddress } from './shown-address.ts'
import { KIND_NAMES } from './kind-names.ts'
import { RequestView } from './request-view.tsx'
import { ResponseView } from './response-view.tsx'
import { duration, timeOfDay } from './timing.ts'
import { VerdictView } from './verdict-view.tsx'

interface Props {
  exchange: Exchange
  /** The newest of the step is unfolded, until another one comes or somebody folds it. */
  isNewest: boolean
  /** Since the reply before it, ms. */
  sinceMs: number | undefined
  intervalSeconds: number | undefined
}

/** One request and what became of it; drawn again only when it changes itself. */
export const ExchangeItem = memo(function ExchangeItem({
  exchange,
  isNewest,
  sinceMs,
  intervalSeconds,
}: Props): ReactElement {
  const { settings } = useLab()
  const [chosen, setChosen] = useState<boolean>()
  const isOpen = chosen ?? isNewest
  const toggle = (event: { preventDefault(): void }): void => {
    event.preventDefault()
    setChosen(!isOpen)
  }
  return (
    <details open={isOpen} className="exchange">
      <summary onClick={toggle}>
        <ExchangeTitle exchange={exchange} />
      </summary>
      {isOpen && (
        // What somebody works with stays unfolded.
        <div onClickCapture={() => setChosen(true)}>
          <p className="quiet">{timingOf(exchange, sinceMs, intervalSeconds)}</p>
          {exchange.trouble && (
            <p className="trouble-note">
              On the way: the trouble “{exchange.trouble}”, and not the server alone, made this response.
            </p>
          )}
          <h5>Request</h5>
          <RequestView exchange={exchange} />
          <h5>Response</h5>
          <ResponseView exchange={exchange} />
          <VerdictView exchange={exchange} provider={settings.provider} />
        </div>
      )}
    </details>
  )
})

function ExchangeTitle({ exchange }: { exchange: Exchange }): ReactElement {
  const { number, device, kind, request, response, failure, trouble, verdict } = exchange
  return (
    <>
      <h4>
        {number}. {KIND_NAMES[kind]}
      </h4>{' '}
      <code className="address">
        {request.method} {shownAddress(request.url)}
      </code>{' '}
      <span className={failure === undefined ? 'status' : 'status problem'}>
        {failure === undefined ? (response?.status ?? '…') : 'no response'}
      </span>{' '}
      {verdict && <span className="outcome">{verdict.outcome}</span>}{' '}
      {trouble && <span className="mark mark-trouble">trouble: {trouble}</span>}{' '}
      {device === 'second' && <span className="mark">second device</span>}
    </>
  )
}

function timingOf(
  { sentAt, endedAt }: Exchange,
  sinceMs: number | undefined,
  intervalSeconds: number | undefined,
): string {
  const facts = [`Sent at ${timeOfDay(sentAt)} UTC`]
  if (endedAt !== undefined) facts.push(`answered after ${duration(endedAt - sentAt)}`)
  if (sinceMs !== undefined) facts.push(`${duration(sinceMs)} after the last reply`)
  if (intervalSeconds !== undefined) facts.push(`interval ${intervalSeconds} s`)
  return `${facts.join(', ')}.`
}
