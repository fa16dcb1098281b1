import { Fragment, memo, type ReactElement } from 'react'
import { clockTime, course, reasons } from './entry-words.ts'
import type { Row } from './rows.ts'

interface Props {
  row: Row
  isSelected: boolean
  onSelect: (number: number) => void
  onFold: (row: Row, isOpen: boolean) => void
}

/** A line of the list of events. */
export const EventRow = memo(
  function EventRow({ row, isSelected, onSelect, onFold }: Props): ReactElement {
    const { one, times, isFolded } = row
    const { entry, name, service } = one
    const why = reasons(entry)
    return (
      <div
        id={`event-${entry.number}`}
        className={`event ${service === undefined ? '' : 'event-of-service'}`}
        role="option"
        aria-selected={isSelected}
        onClick={() => {
          onSelect(entry.number)
          if (isFolded) onFold(row, true)
        }}
      >
        <time dateTime={new Date(entry.at).toISOString()}>{clockTime(entry.at)}</time>
        <span className="event-what">
          {service !== undefined && <span className="quiet">{service}: </span>}
          <code>
            <EventName of={name} />
          </code>
          {times !== undefined && <Times of={times} isFolded={isFolded} />}
        </span>
        <span className="event-course">{course(entry)}</span>
        {why && <span className="why">{why}</span>}
      </div>
    )
  },
  // The list is made anew with each message, its rows are seldom other ones.
  (before, after) =>
    before.isSelected === after.isSelected &&
    before.onFold === after.onFold &&
    before.row.one.entry === after.row.one.entry &&
    before.row.times === after.row.times &&
    before.row.isFolded === after.row.isFolded,
)

/** Long names break between their words: `requestDevice` and `Authorization`. */
function EventName({ of }: { of: string }): ReactElement[] {
  return of.split(/(?=[A-Z])/).map((word, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {word}
    </Fragment>
  ))
}

/** How often a round happened, and how to see each time. */
function Times({ of, isFolded }: { of: number; isFolded: boolean }): ReactElement {
  return (
    <span className="event-times" title={isFolded ? 'Show each (→)' : 'Fold (←)'}>
      {isFolded ? '▸' : '▾'} ×{of}
    </span>
  )
}
