/** A number of seconds as servers send it, number or numeric text; `undefined` for anything that is not above zero. */
export function positiveSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value
  return typeof seconds === 'number' && seconds > 0 && seconds < Infinity ? seconds : undefined
}
