import type { Json } from '@device-flow/machine'
import type { EventJson } from '../protocol/messages.ts'

/** How XState 4 wraps an event, after SCXML. */
export type ClassicEvent = { [member: string]: Json | undefined }

const RENAMED = [
  ['xstate.done.actor.', 'done.invoke.'],
  ['xstate.error.actor.', 'error.platform.'],
] as const

/** The name that XState 4 has for an event of XState 5: its viewers hide, or show, by these names what services answered. */
export function classicEventType(type: string): string {
  const [prefix, classic] = RENAMED.find(([modern]) => type.startsWith(modern)) ?? ['', '']
  return classic + type.slice(prefix.length)
}

/** An event as XState 4 holds it. */
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
