const STATUSES: ReadonlySet<unknown> = new Set(['active', 'done', 'error', 'stopped'])

/**
 * In how many levels below a member the names are those of states and events, which are no secret whatever they sound like: below
 * `states` and `on` of a chart's definition it is one, and below the value of a snapshot all are.
 */
export function levelsOfStructure(members: Readonly<Record<string, unknown>>, name: string): number {
  if (name === 'states' || name === 'on') return isStateNode(members) ? 1 : 0
  return name === 'value' && isMachineSnapshot(members) ? Number.POSITIVE_INFINITY : 0
}

function isStateNode({ key, order, states, on }: Readonly<Record<string, unknown>>): boolean {
  return typeof key === 'string' && Number.isFinite(order) && typeof states === 'object' && typeof on === 'object'
}

function isMachineSnapshot({ status, tags }: Readonly<Record<string, unknown>>): boolean {
  return STATUSES.has(status) && (Array.isArray(tags) || tags instanceof Set)
}
