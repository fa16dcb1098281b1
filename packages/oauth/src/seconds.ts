/** A number of seconds as servers send it, number or numeric text (A2, A3); `undefined` for anything that is not above zero. */
export function positiveSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}

const SHORTEST_INTERVAL_S = 1
const LONGEST_INTERVAL_S = 300

/** A poll interval as servers send it, kept between 1 s and 300 s (A2, B3); `undefined` when it makes no sense. */
export function intervalSeconds(value: unknown): number | undefined {
  const seconds = positiveSeconds(value)
  return seconds && Math.min(Math.max(seconds, SHORTEST_INTERVAL_S), LONGEST_INTERVAL_S)
}
