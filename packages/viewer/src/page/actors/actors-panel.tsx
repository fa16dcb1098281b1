import type { ReactElement } from 'react'
import { clockTime } from '../events/entry-words.ts'
import type { Actor } from '../model/model.ts'
import { stateText } from '../model/state-value.ts'
import { Panel } from '../panel/panel.tsx'
import type { Login } from './actor-tree.ts'

interface Props {
  logins: readonly Login[]
  selected: string
  onSelect: (actor: Actor) => void
}

/** All logins and their services, to choose which one to watch. */
export function ActorsPanel({ logins, selected, onSelect }: Props): ReactElement {
  return (
    <Panel area="actors" title="Actors">
      <ul className="actors">
        {logins.map(({ root, services, ended, place }) => (
          <li key={root.key}>
            <ActorButton actor={root} place={place} isSelected={root.key === selected} onSelect={onSelect} />
            <ul>
              {services.map((actor) => (
                <li key={actor.key}>
                  <ActorButton actor={actor} isSelected={actor.key === selected} onSelect={onSelect} />
                </li>
              ))}
            </ul>
            {ended > 0 && <p className="quiet actors-ended">{endedWords(ended)}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function endedWords(ended: number): string {
  return ended === 1 ? '1 service has ended' : `${ended} services have ended`
}

interface ButtonProps {
  actor: Actor
  /** Where it runs. Only for logins. */
  place?: string | undefined
  isSelected: boolean
  onSelect: (actor: Actor) => void
}

function ActorButton({ actor, place, isSelected, onSelect }: ButtonProps): ReactElement {
  const { snapshot, isGone, name, sessionId, startedAt } = actor
  return (
    <button type="button" className="actor" aria-pressed={isSelected} onClick={() => onSelect(actor)}>
      <span className={`lamp ${isGone ? 'lamp-off' : `lamp-${snapshot.status}`}`} />
      <span className="actor-name" title={sessionId}>
        {name}
        {place !== undefined && <span className="quiet"> · {place}</span>}
      </span>
      <span className="quiet">{isGone ? 'gone' : stateText(snapshot.value) || snapshot.status}</span>
      <time className="quiet" dateTime={new Date(startedAt).toISOString()}>
        since {clockTime(startedAt).slice(0, 8)}
      </time>
    </button>
  )
}
