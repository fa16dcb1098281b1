import type { Json } from '@device-flow/machine'
import type { Chart } from '../chart/chart.ts'
import { activePaths } from '../model/state-value.ts'

/** The events that the active states wait for, as far as they can be sent from outside: not XState's own, and no wildcards. */
export function acceptedEvents(chart: Chart, value: Json | undefined): string[] {
  const active = activePaths(value)
  const events = chart.transitions.filter(({ from, event }) => active.has(from) && isForSending(event))
  return [...new Set(events.map(({ event }) => event))].toSorted()
}

function isForSending(event: string): boolean {
  return event !== '' && !event.startsWith('xstate.') && !/(^|\.)\*$/.test(event)
}
