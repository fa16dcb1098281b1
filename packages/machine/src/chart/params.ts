import type { DoneActorEvent, ErrorActorEvent } from 'xstate'

/** What an invoked service resolved to, as the parameter of a guard or action. */
export function output<T>({ event }: { event: DoneActorEvent<T> }): T {
  return event.output
}

/** What an invoked service rejected with, likewise. */
export function fault({ event }: { event: ErrorActorEvent }): unknown {
  return event.error
}
