import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react'
import type { Chart } from '../chart/chart.ts'
import type { Model } from '../model/model.ts'
import { Panel } from '../panel/panel.tsx'
import { course, reasons } from './entry-words.ts'
import { EventRow } from './event-row.tsx'
import { isWanted, named, type Kind, type Named } from './filter.ts'
import { rowsOf, type Row } from './rows.ts'
import { Search } from './search.tsx'
import { useStickToEnd } from './use-stick-to-end.ts'

interface Props {
  model: Model
  rootKey: string
  chart: Chart | undefined
  selected: number | undefined
  onSelect: (number: number | undefined) => void
}

/** What happened, newest at the bottom: what happened again and again is folded, and what one looks for can be filtered out. */
export function EventList({ model, rootKey, chart, selected, onSelect }: Props): ReactElement {
  const [withServices, setWithServices] = useState(false)
  const [kind, setKind] = useState<Kind>('all')
  const [words, setWords] = useState('')
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const { actors, entries, forgotten } = model
  const ofLogin = useMemo(() => {
    const own = entries.filter((entry) => entry.rootKey === rootKey && (withServices || entry.actorKey === rootKey))
    return named(own, actors, chart)
  }, [entries, actors, chart, rootKey, withServices])
  const wanted = useMemo(() => ofLogin.filter((one) => isWanted(one, kind, words)), [ofLogin, kind, words])
  const rows = useMemo(() => rowsOf(wanted, signOf, open), [wanted, open])
  const list = useRef<HTMLDivElement>(null)
  const stick = useStickToEnd(list)

  const fold = useCallback(({ round }: Row, isOpen: boolean): void => {
    if (round === undefined) return
    setOpen((before) => new Set(isOpen ? [...before, round] : [...before].filter((one) => one !== round)))
  }, [])
  const index = rows.findIndex((row) => row.one.entry.number === selected)
  const move = (event: KeyboardEvent): void => {
    const row = rows[index]
    if (row?.round !== undefined && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      // In a recording, the page itself would take it for a step.
      event.preventDefault()
      fold(row, event.key === 'ArrowRight')
      return event.key === 'ArrowLeft' ? onSelect(lastOf(rows, row.round)) : undefined
    }
    const next = nextIndex(event.key, index, rows.length)
    if (next === undefined) return
    event.preventDefault()
    onSelect(rows[next]?.one.entry.number)
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
      <Search {...{ kind, words }} found={wanted.length} of={ofLogin.length} onKind={setKind} onWords={setWords} />
      {forgotten > 0 && <p className="quiet">The first {forgotten} events are forgotten.</p>}
      <div
        className="event-list"
        ref={list}
        role="listbox"
        aria-label="Events"
        tabIndex={0}
        aria-activedescendant={index < 0 ? undefined : `event-${selected}`}
        onKeyDown={move}
        onScroll={stick}
      >
        {rows.map((row) => (
          <EventRow
            key={row.one.entry.number}
            row={row}
            isSelected={row.one.entry.number === selected}
            onSelect={onSelect}
            onFold={fold}
          />
        ))}
      </div>
    </Panel>
  )
}

/** What two events have in common that are folded into one. */
function signOf({ entry, name, service }: Named): string {
  return [service, name, course(entry), reasons(entry)].join('\n')
}

/** The event that a round is folded into. */
function lastOf(rows: readonly Row[], round: number): number | undefined {
  return rows.findLast((row) => row.round === round)?.one.entry.number
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
