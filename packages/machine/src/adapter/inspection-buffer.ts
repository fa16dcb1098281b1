import type { InspectionEvent, Observer } from 'xstate'

/** What receives XState's inspection events. */
export type Inspect = Observer<InspectionEvent> | ((event: InspectionEvent) => void)

/**
 * Keeps inspection events until they are released. React renders what it then throws away (StrictMode, Suspense): an inspector that
 * received the login of such a rendering would show it for ever, never started and never ended.
 */
export function bufferInspection(inspect: Inspect): { inspect: (event: InspectionEvent) => void; release: () => void } {
  const forward = (event: InspectionEvent): void =>
    typeof inspect === 'function' ? inspect(event) : inspect.next?.(event)
  let held: InspectionEvent[] | undefined = []
  return {
    inspect: (event) => (held ? void held.push(event) : forward(event)),
    release() {
      const events = held ?? []
      // First, so that events which these bring about are forwarded, not kept.
      held = undefined
      events.forEach(forward)
    },
  }
}
