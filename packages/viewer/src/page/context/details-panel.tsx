import type { ReactElement } from 'react'
import type { ErrorExplanation, SnapshotJson } from '@device-flow/inspect'
import type { Json } from '@device-flow/machine'
import { clockTime } from '../events/entry-words.ts'
import type { Actor, Entry } from '../model/model.ts'
import { Panel } from '../panel/panel.tsx'
import { explanationOfEntry, explanationOfSnapshot } from './explanation.ts'
import { JsonTree } from './json-tree.tsx'

interface Props {
  actor: Actor
  entry: Entry | undefined
  onClose: () => void
}

/** Shows the selected event with its result, otherwise the actor as it is now. */
export function DetailsPanel({ actor, entry, onClose }: Props): ReactElement {
  if (!entry) {
    return (
      <Panel area="details" title={`${actor.name} now`}>
        <Meaning explanation={explanationOfSnapshot(actor.snapshot)} />
        <Snapshot snapshot={actor.snapshot} />
      </Panel>
    )
  }
  return (
    <Panel
      area="details"
      title={`Event at ${clockTime(entry.at)}`}
      aside={
        <button type="button" onClick={onClose}>
          Back to now
        </button>
      }
    >
      <Meaning explanation={explanationOfEntry(entry)} />
      <div className="details" key={entry.number}>
        <JsonTree name="event" value={entry.event as Json} open={3} />
      </div>
      {entry.after ? (
        <Snapshot snapshot={entry.after} />
      ) : (
        <p className="quiet">{entry.isLost ? 'What came of it was not told.' : 'The actor has not dealt with it.'}</p>
      )}
    </Panel>
  )
}

/** What a server's error code means, what to do about it, and what to look for in Auth0's log. */
function Meaning({ explanation }: { explanation: ErrorExplanation | undefined }): ReactElement | null {
  if (!explanation) return null
  const { code, meaning, whatToDo, auth0LogCode } = explanation
  return (
    <div className="meaning">
      <p>
        <code>{code}</code> {meaning} {whatToDo}
      </p>
      {auth0LogCode !== undefined && (
        <p className="quiet">
          If the server is Auth0’s, look for <code>{auth0LogCode}</code> in the tenant’s log.
        </p>
      )}
    </div>
  )
}

const PARTS = ['value', 'context', 'input', 'output', 'error', 'tags'] as const

function Snapshot({ snapshot }: { snapshot: SnapshotJson }): ReactElement {
  return (
    <div className="details">
      <JsonTree name="status" value={snapshot.status} />
      {PARTS.filter((part) => snapshot[part] !== undefined).map((part) => (
        <JsonTree key={part} name={part} value={snapshot[part]} open={2} />
      ))}
    </div>
  )
}
