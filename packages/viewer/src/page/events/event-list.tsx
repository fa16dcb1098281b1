import { memo, useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react'
import type { Chart } from '../chart/chart.ts'
import { eventName } from '../chart/event-name.ts'
import type { Entry, Model } from '../model/model.ts'
import { Panel } from '../panel/panel.tsx'
import { clockTime, course, reasons } from './entry-words.ts'
import { useStickToEnd } from './use-stick-to-end.ts'

interface Props {
  model: Model
  rootKey: string
  chart: Chart | undefined
  selected: number | undefined
  onSelect: (number: number | undefined) => void
}

/** What happened, newest at the bottom. */
export function EventList({ model, rootKey, chart, selected, onSelect }: Props): ReactElement {
  const [withServices, setWithServices] = useState(false)
  const entries = model.entries.filter(
    (entry) => entry.rootKey === rootKey && (withServices || entry.actorKey === rootKey),
  )
  const list = useRef<HTMLDivElement>(null)
  const stick = useStickToEnd(list)

  const move = (event: KeyboardEvent): void => {
    const index = entries.findIndex(({ number }) => number === selected)
    const next = nextIndex(event.key, index, entries.length)
    if (next === undefined) return
    event.preventDefault()
    onSelect(entries[next]?.number)
  }
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView?.({ block: 'nearest' })
  }, [selected])

  return (
    <Panel
      area="events"
      title="Events"
      aside={
        <label className="choices">
          <input type="checkbox" checked={withServices} onChange={() => setWithServices(!withServices)} /> Services, too
        </label>
      }
    >
      {model.forgotten > 0 && <p className="quiet">The first {model.forgotten} events are forgotten.</p>}
      <div
        className="event-list"
        ref={list}
        role="listbox"
        aria-label="Events"
        tabIndex={0}
        aria-activedescendant={entries.some(({ number }) => number === selected) ? `event-${selected}` : undefined}
        onKeyDown={move}
        onScroll={stick}
      >
        {entries.map((entry) => (
          <EventRow
            key={entry.number}
            entry={entry}
            chart={chart}
            service={entry.actorKey === rootKey ? undefined : (model.actors.get(entry.actorKey)?.name ?? 'service')}
            sender={entry.senderKey === undefined ? undefined : model.actors.get(entry.senderKey)?.src}
            isSelected={entry.number === selected}
            onSelect={onSelect}
          />
        ))}
      </div>
    </Panel>
  )
}

function nextIndex(key: string, index: number, count: number): number | undefined {
  if (count === 0) return undefined
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, count - 1)
    case 'ArrowUp':
      return index === -1 ? count - 1 : Math.max(index - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}

interface RowProps {
  entry: Entry
  chart: Chart | undefined
  /** The service that it happened to. Absent for the login itself. */
  service: string | undefined
  /** The service that the event is from. */
  sender: string | undefined
  isSelected: boolean
  onSelect: (number: number) => void
}

const EventRow = memo(function EventRow({
  entry,
  chart,
  service,
  sender,
  isSelected,
  onSelect,
}: RowProps): ReactElement {
  const why = reasons(entry)
  return (
    <div
      id={`event-${entry.number}`}
      className={`event ${service === undefined ? '' : 'event-of-service'}`}
      role="option"
      aria-selected={isSelected}
      onClick={() => onSelect(entry.number)}
    >
      <time dateTime={new Date(entry.at).toISOString()}>{clockTime(entry.at)}</time>
      <span className="event-what">
        {service !== undefined && <span className="quiet">{service}: </span>}
        <code>{eventName(entry.event.type, chart, sender)}</code>
      </span>
      <span className="event-course">{course(entry)}</span>
      {why && <span className="why">{why}</span>}
    </div>
  )
})
