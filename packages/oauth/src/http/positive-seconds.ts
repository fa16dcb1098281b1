/** A number of seconds as servers send it, number or numeric text; `undefined` for anything that is not above zero. */
export function positiveSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}

const MIN_INTERVAL_S = 1
// Far beyond the life of any code, so that no poll comes sooner than the server asked; and still a number to count with.
const MAX_INTERVAL_S = 24 * 60 * 60

/** A poll interval as servers send it, at least 1 s and at most a day; `undefined` when it makes no sense. */
export function intervalSeconds(value: unknown): number | undefined {
  const seconds = positiveSeconds(value)
  return seconds && Math.min(Math.max(seconds, MIN_INTERVAL_S), MAX_INTERVAL_S)
}
