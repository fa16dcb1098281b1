import { memo, useState, type ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import { isHiddenRedirect } from '../wire/document-verdict.ts'
import type { Exchange } from '../wire/exchange.ts'
import { shownPath } from './shown-address.ts'
import { THROUGH_RELAY } from '../servers/through-relay.ts'
import { KIND_NAMES } from './kind-names.ts'
import { RequestView } from './request-view.tsx'
import { ResponseView } from './response-view.tsx'
import { duration, intervalWords, sinceLastReply, timeOfDay } from './timing.ts'
import { Outcome, VerdictView } from './verdict-view.tsx'

interface Props {
  exchange: Exchange
  /** The newest of the step is unfolded, until another one comes or somebody folds it. */
  isNewest: boolean
}

/** One request and what became of it; drawn again only when it changes itself. */
export const ExchangeItem = memo(function ExchangeItem({ exchange, isNewest }: Props): ReactElement {
  const { settings } = useLab()
  const [chosen, setChosen] = useState<boolean>()
  const isOpen = chosen ?? isNewest
  const toggle = (event: { preventDefault(): void }): void => {
    event.preventDefault()
    setChosen(!isOpen)
  }
  // What somebody works with stays unfolded when another one comes.
  const keep = (): void => setChosen(true)
  return (
    <details open={isOpen} className="exchange">
      <summary onClick={toggle}>
        <ExchangeTitle exchange={exchange} />
      </summary>
      {isOpen && (
        <div onClickCapture={keep} onFocusCapture={keep}>
          <Timing exchange={exchange} />
          {exchange.trouble && (
            <p className="trouble-note">
              The trouble “{exchange.trouble}” was on the way: it answers in the server’s place, changes the answer, or
              loses it.
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
  const { number, device, kind, request, failure, trouble, verdict } = exchange
  return (
    <>
      <h4>
        {number}. {KIND_NAMES[kind]}
      </h4>{' '}
      <code className="address">
        {request.method} {shownPath(request.url)}
      </code>{' '}
      <span className={failure === undefined ? 'status' : 'status problem'}>
        {failure === undefined ? statusWords(exchange) : 'no response'}
      </span>{' '}
      {verdict && <Outcome verdict={verdict} />}{' '}
      {trouble && <span className="mark mark-trouble">trouble: {trouble}</span>}{' '}
      {device === 'second' && <span className="mark">second device</span>}
    </>
  )
}

function statusWords({ kind, response }: Exchange): string {
  if (!response) return '…'
  if (kind === 'signOfLife') return 'answered'
  return isHiddenRedirect(response) ? 'redirect' : String(response.status)
}

/** When it was sent, and how long all took; found out only where it is unfolded, as it asks all exchanges before. */
function Timing({ exchange }: { exchange: Exchange }): ReactElement {
  const { wire, server } = useLab()
  const { sentAt, endedAt } = exchange
  const since = sinceLastReply(exchange, wire.list())
  const interval = intervalWords(exchange, wire.list())
  const facts = [`Sent at ${timeOfDay(sentAt)} UTC`]
  if (endedAt !== undefined) facts.push(`answered after ${duration(endedAt - sentAt)}`)
  if (since !== undefined) facts.push(`${duration(since)} after the last reply`)
  if (interval !== undefined) facts.push(interval)
  return (
    <p className="quiet">
      {facts.join(', ')}.{server.isRelayed && ` ${THROUGH_RELAY}`}
    </p>
  )
}
