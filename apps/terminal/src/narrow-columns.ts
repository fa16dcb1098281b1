import process from 'node:process'

/** How wide addresses are laid out: a window that is made narrower than that later breaks them. */
const NARROW_COLUMNS = 60

/** The width for lines that have to stay whole. */
export function narrowColumns(): number {
  return Math.min(process.stdout.columns ?? NARROW_COLUMNS, NARROW_COLUMNS)
}
