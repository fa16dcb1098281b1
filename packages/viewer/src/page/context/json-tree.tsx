import type { Json } from '@device-flow/machine'
import { useState, type ReactElement } from 'react'

/** More members than this are shown on demand only. */
const MEMBERS_AT_ONCE = 100
/** Longer texts are cut. */
const MAX_TEXT_CHARS = 2000

interface Props {
  /** What it is called. */
  name: string
  value: Json | undefined
  /** How many levels are open at first. */
  open?: number
}

/** JSON to fold and unfold, as text and nothing else: it comes from elsewhere. */
export function JsonTree({ name, value, open = 1 }: Props): ReactElement {
  const members = membersOf(value)
  if (!members || members.length === 0) {
    return (
      <p className="json-leaf">
        <span className="json-name">{name}</span> <Leaf value={value} />
      </p>
    )
  }
  return <Branch name={name} members={members} isList={Array.isArray(value)} open={open} />
}

interface BranchProps {
  name: string
  members: readonly (readonly [string, Json | undefined])[]
  isList: boolean
  open: number
}

function Branch({ name, members, isList, open }: BranchProps): ReactElement {
  const [isOpen, setIsOpen] = useState(open > 0)
  const [shown, setShown] = useState(MEMBERS_AT_ONCE)
  return (
    <details className="json-branch" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <span className="json-name">{name}</span>{' '}
        <span className="quiet">{isList ? `[${members.length}]` : `{${members.length}}`}</span>
      </summary>
      {isOpen && (
        <div className="json-members">
          {members.slice(0, shown).map(([key, member]) => (
            <JsonTree key={key} name={key} value={member} open={open - 1} />
          ))}
          {members.length > shown && (
            <button type="button" onClick={() => setShown(shown + MEMBERS_AT_ONCE)}>
              {members.length - shown} more
            </button>
          )}
        </div>
      )}
    </details>
  )
}

function Leaf({ value }: { value: Json | undefined }): ReactElement {
  const kind = value === null ? 'null' : typeof value
  const text = value === undefined ? 'undefined' : JSON.stringify(value)
  return (
    <span className={`json-value json-${kind}`}>
      {text.length > MAX_TEXT_CHARS ? `${text.slice(0, MAX_TEXT_CHARS)}… (${text.length} characters)` : text}
    </span>
  )
}

function membersOf(value: Json | undefined): (readonly [string, Json | undefined])[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value)
}
