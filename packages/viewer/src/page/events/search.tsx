import type { ReactElement } from 'react'
import type { Kind } from './filter.ts'

const KINDS: Record<Kind, string> = { all: 'All events', moves: 'Changes of state', faults: 'Faults' }

interface Props {
  kind: Kind
  words: string
  /** How many events are listed, of how many. */
  found: number
  of: number
  onKind: (kind: Kind) => void
  onWords: (words: string) => void
}

/** Which events are listed: of one kind, and with these words in them. */
export function Search({ kind, words, found, of, onKind, onWords }: Props): ReactElement {
  return (
    <div className="search" role="search">
      <input
        type="search"
        aria-label="Search the events"
        placeholder="Search"
        value={words}
        onChange={(event) => onWords(event.target.value)}
        spellCheck={false}
        autoComplete="off"
      />
      <select aria-label="Which events" value={kind} onChange={(event) => onKind(event.target.value as Kind)}>
        {Object.entries(KINDS).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <span className="quiet" role="status">
        {found < of && `${found} of ${of}`}
      </span>
    </div>
  )
}
