import { useState, type ReactElement } from 'react'
import type { EventJson } from '@device-flow/inspect'
import { Ending, hasEnded } from './actors/ending.tsx'
import { ActorsPanel } from './actors/actors-panel.tsx'
import type { Login } from './actors/actor-tree.ts'
import { ChartPanel } from './chart/chart-panel.tsx'
import { useChart } from './chart/use-chart.ts'
import { DetailsPanel } from './context/details-panel.tsx'
import { reasons } from './events/entry-words.ts'
import { EventList } from './events/event-list.tsx'
import type { Actor, Model } from './model/model.ts'
import { stateText } from './model/state-value.ts'
import { ALL_PANELS, type PanelName } from './part/requested-panels.ts'
import { acceptedEvents } from './send/accepted-events.ts'
import { SendPanel } from './send/send-panel.tsx'
import { isDeviceLogin, pollsOf } from './timeline/polls.ts'
import { TimelinePanel } from './timeline/timeline-panel.tsx'

interface Props {
  model: Model
  logins: readonly Login[]
  /** The login or service that is watched. */
  actor: Actor
  /** Those to show. Default: all. */
  panels?: ReadonlySet<PanelName>
  /** It is a recording, so nothing can be sent to it. */
  isRecorded: boolean
  onChoose: (actor: Actor) => void
  onSend: (actor: Actor, event: EventJson) => void
}

/** All about one login, or one of its services. */
export function Watch({ panels = ALL_PANELS, ...props }: Props): ReactElement {
  const { model, logins, actor, isRecorded, onChoose, onSend } = props
  const [selected, setSelected] = useState<number>()
  const login = actor.definition === undefined ? (model.actors.get(actor.rootKey) ?? actor) : actor
  const read = useChart(login.definition)
  const { chart } = read
  const entry = model.entries.find(({ number, rootKey }) => number === selected && rootKey === login.rootKey)
  const polls = pollsOf(model, login.rootKey)
  const { key, snapshot, taken, lastTaken } = login
  const obstacle = isRecorded ? 'This is a recording.' : obstacleTo(login)

  const choose = (chosen: Actor): void => {
    setSelected(undefined)
    onChoose(chosen)
  }

  return (
    <>
      {!isRecorded && <Ending login={login} logins={logins} onChoose={choose} />}
      <div className="watch">
        {panels.has('chart') && <ChartPanel key={key} {...{ read, taken, lastTaken }} value={snapshot.value} />}
        <div className="side">
          {panels.has('events') && (
            <EventList {...{ model, chart, selected }} rootKey={login.rootKey} onSelect={setSelected} />
          )}
          {panels.has('polls') && (
            <TimelinePanel polls={polls} isDeviceLogin={chart !== undefined && isDeviceLogin(chart)} />
          )}
          {panels.has('actors') && <ActorsPanel logins={logins} selected={actor.key} onSelect={choose} />}
          {panels.has('send') && (
            <SendPanel
              accepted={chart ? acceptedEvents(chart, snapshot.value) : []}
              obstacle={obstacle}
              onSend={(event) => onSend(login, event)}
            />
          )}
          {panels.has('details') && <DetailsPanel actor={actor} entry={entry} onClose={() => setSelected(undefined)} />}
        </div>
        <p className="unseen" aria-live="polite">
          {stateText(snapshot.value)}. {reasons({ taken: lastTaken })}
        </p>
      </div>
    </>
  )
}

/** Why an inspector would not let an event through to an actor. */
function obstacleTo(actor: Actor): string | undefined {
  if (hasEnded(actor)) return 'Nobody is there to send to.'
  if (actor.definition === undefined) return 'It told no definition, so what it takes is not known.'
  return actor.key === actor.rootKey
    ? undefined
    : 'Events are let through to what is at the root alone, not to what it runs.'
}
