import type { Named } from './filter.ts'

/** Fewer rounds than this are shown one by one. */
const MIN_TIMES = 3
/** A poll is two events of the login, and as many of its services; with a back-off, there are three. */
const MAX_PERIOD = 10

/** A line of the list: an event, or a round of events that happened again and again, such as polls, folded into its last event. */
export interface Row {
  one: Named
  /** The number of the first event of its round; absent for an event that is in none. */
  round?: number
  /** How often the round happened. Absent for an event that is in none, and for those of an open one after the first. */
  times?: number
  /** It stands for the whole round. */
  isFolded: boolean
}

/** Returns the lines of a list; rounds are folded, unless their number is among the open ones. `signOf`: what makes two events alike. */
export function rowsOf(
  events: readonly Named[],
  signOf: (event: Named) => string,
  open: ReadonlySet<number>,
): readonly Row[] {
  const signs = events.map(signOf)
  const rows: Row[] = []
  for (let at = 0; at < events.length;) {
    const { length, times } = roundsAt(signs, at)
    const all = events.slice(at, at + length)
    const first = all[0] as Named
    const round = first.entry.number
    at += length
    if (times === 1) rows.push({ one: first, isFolded: false })
    else if (!open.has(round)) rows.push({ one: all.at(-1) as Named, round, times, isFolded: true })
    else {
      rows.push({ one: first, round, times, isFolded: false })
      rows.push(...all.slice(1).map((one) => ({ one, round, isFolded: false })))
    }
  }
  return rows
}

/** Finds the shortest round that begins here and happens again at once, and how far that goes; one event where there is none. */
function roundsAt(signs: readonly string[], at: number): { length: number; times: number } {
  for (let period = 1; period <= MAX_PERIOD; period++) {
    let end = at + period
    while (end < signs.length && signs[end] === signs[end - period]) end++
    const times = Math.floor((end - at) / period)
    if (times >= MIN_TIMES) return { length: times * period, times }
  }
  return { length: 1, times: 1 }
}
