const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
]
// Both clocks are read by the second, and the page is drawn four times a second.
const SAME_S = 1

/** How far a clock is from real time, in its two largest units: `1 h 2 min ahead of real time`. */
export function inWords(aheadS: number): string {
  if (Math.abs(aheadS) <= SAME_S) return 'the same as real time'
  let left = Math.abs(aheadS)
  const parts: string[] = []
  for (const [seconds, name] of UNITS) {
    const count = Math.floor(left / seconds)
    left -= count * seconds
    if (count > 0) parts.push(`${count} ${name}`)
  }
  return `${parts.slice(0, 2).join(' ')} ${aheadS > 0 ? 'ahead of' : 'behind'} real time`
}
