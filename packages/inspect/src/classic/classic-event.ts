import type { Json } from '@device-flow/machine'
import type { EventJson } from '../protocol/messages.ts'

/** How XState 4 wraps an event, after SCXML. */
export type ClassicEvent = { [member: string]: Json | undefined }

const RENAMED = [
  ['xstate.done.actor.', 'done.invoke.'],
  ['xstate.error.actor.', 'error.platform.'],
] as const

/** Returns XState 4's name for an event of XState 5: by these names, its viewers hide or show the results of services. */
export function classicEventType(type: string): string {
  const [prefix, classic] = RENAMED.find(([modern]) => type.startsWith(modern)) ?? ['', '']
  return classic + type.slice(prefix.length)
}

/** Turns an event into one of XState 4. */
export function toClassicEvent({ type, output, error, ...members }: EventJson): ClassicEvent {
  const name = classicEventType(type)
  // XState 4 has one place for both.
  const data = output ?? error
  return {
    name,
    data: { ...members, type: name, ...(data !== undefined && { data }) },
    $$type: 'scxml',
    type: 'external',
  }
}
