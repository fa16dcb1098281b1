import type { InspectionEvent, Observer } from 'xstate'

/** Who is told of XState's inspection events. */
export type Inspect = Observer<InspectionEvent> | ((event: InspectionEvent) => void)

/**
 * Keeps inspection events until they are released. React renders what it then throws away (StrictMode, Suspense): an inspector that
 * heard of the login of such a rendering would show it for ever, never started and never ended.
 */
export function bufferInspection(inspect: Inspect): { inspect: (event: InspectionEvent) => void; release: () => void } {
  const tell = (event: InspectionEvent): void =>
    typeof inspect === 'function' ? inspect(event) : inspect.next?.(event)
  let held: InspectionEvent[] | undefined = []
  return {
    inspect: (event) => (held ? void held.push(event) : tell(event)),
    release() {
      const events = held ?? []
      // Before they are told: what they lead to is for telling, not for keeping.
      held = undefined
      events.forEach(tell)
    },
  }
}
