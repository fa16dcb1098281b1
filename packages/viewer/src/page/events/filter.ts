import type { Chart } from '../chart/chart.ts'
import { eventName } from '../chart/event-name.ts'
import type { Entry, Model } from '../model/model.ts'
import { stateText } from '../model/state-value.ts'
import { course, reasons } from './entry-words.ts'

/** Which events are listed. */
export type Kind = 'all' | 'moves' | 'faults'

/** What an event of the list is called, and by whom. */
export interface Named {
  entry: Entry
  name: string
  /** The service that it happened to. Absent for the login itself. */
  service: string | undefined
}

/** Names the events of a login: its own, and those of its services. */
export function named(entries: readonly Entry[], actors: Model['actors'], chart: Chart | undefined): Named[] {
  return entries.map((entry) => {
    const sender = entry.senderKey === undefined ? undefined : actors.get(entry.senderKey)
    const service = entry.actorKey === entry.rootKey ? undefined : (actors.get(entry.actorKey)?.name ?? 'service')
    return { entry, name: eventName(entry.event.type, chart, sender), service }
  })
}

/** Whether an event is of this kind, and these words are in what the list says of it or in what it carried. */
export function isWanted(one: Named, kind: Kind, words: string): boolean {
  return (
    isOfKind(one, kind) &&
    words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => textOf(one).includes(word))
  )
}

function isOfKind({ entry: { before, after, event, isLost } }: Named, kind: Kind): boolean {
  if (kind === 'moves') return isLost === true || stateText(before?.value) !== stateText(after?.value)
  return kind === 'all' || after?.status === 'error' || event.type.startsWith('xstate.error.')
}

function textOf({ entry, name, service = '' }: Named): string {
  return [name, service, course(entry), reasons(entry), JSON.stringify(entry.event)].join('\n').toLowerCase()
}
