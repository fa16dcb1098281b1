import type { SnapshotJson } from '@device-flow/inspect'
import type { Entry } from '../model/model.ts'
import { stateText } from '../model/state-value.ts'

const clockFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hour12: false,
})

/** The time of day here, with milliseconds. */
export function clockTime(at: number): string {
  return clockFormat.format(at)
}

/** Says where an event led: the state it stayed in, or from where to where; `…` stands for what is not known. */
export function course({ before, after, isLost }: Pick<Entry, 'before' | 'after' | 'isLost'>): string {
  const from = before ? whereabouts(before) : '…'
  if (isLost) return `${from} → …`
  if (!after) return `${from}, not dealt with`
  const to = whereabouts(after)
  return from === to ? to : `${from} → ${to}`
}

/** Why, in the chart's words: of each transition that was taken, in order. */
export function reasons({ taken }: Pick<Entry, 'taken'>): string {
  return taken
    .map(({ why }) => why)
    .filter((why) => why !== undefined)
    .join(' · ')
}

/** The state of a chart, or the status of a service that has none. */
function whereabouts({ value, status }: SnapshotJson): string {
  return stateText(value) || status
}
