const MAX_LEVELS = 64

/**
 * Whether a JSON value has more levels than anything has a use for. `JSON.parse` makes them without end, but what walks
 * over them afterwards (`JSON.stringify`, a log, an inspector) has a stack that overflows.
 */
export function isNestedTooDeeply(value: unknown, levels: number = MAX_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((member) => isNestedTooDeeply(member, levels - 1))
}
