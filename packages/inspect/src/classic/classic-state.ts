import type { Json } from '@device-flow/machine'
import type { EventJson, SnapshotJson } from '../protocol/messages.ts'
import { toClassicEvent } from './classic-event.ts'

/** Turns a snapshot into the JSON of XState 4's `State`, which its `State.create` and `resolveState` accept. */
export function toClassicState(snapshot: SnapshotJson, event: EventJson, sessionId: string): Json {
  const scxml = toClassicEvent(event)
  return {
    value: snapshot.value,
    context: snapshot.context,
    _event: scxml,
    event: scxml.data,
    // The viewer sends its events to this.
    _sessionid: sessionId,
    actions: [],
    activities: {},
    meta: {},
    events: [],
    transitions: [],
    children: {},
    done: snapshot.status === 'done',
    tags: snapshot.tags ?? [],
  }
}
