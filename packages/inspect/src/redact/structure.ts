type Members = Readonly<Record<string, unknown>>

const STATUSES: ReadonlySet<unknown> = new Set(['active', 'done', 'error', 'stopped'])

const NODE_MEMBERS: ReadonlySet<string> = new Set(['states', 'on', 'entry', 'exit', 'tags', 'asks'])
const TRANSITION_MEMBERS: ReadonlySet<string> = new Set(['target', 'actions'])

/**
 * Counts the levels below a member in which names are a chart's own (of states, events and actions): they are no secret, whatever they
 * sound like. In a chart's definition it is one level, in the value of a snapshot all.
 */
export function levelsOfStructure(members: Members, name: string): number {
  if (name === 'value') return isMachineSnapshot(members) ? Number.POSITIVE_INFINITY : 0
  const isOwn =
    (NODE_MEMBERS.has(name) && isStateNode(members)) ||
    (TRANSITION_MEMBERS.has(name) && isTransition(members)) ||
    (name === 'tags' && isMachineSnapshot(members))
  return isOwn ? 1 : 0
}

function isStateNode({ key, order, states, on }: Members): boolean {
  return typeof key === 'string' && Number.isFinite(order) && typeof states === 'object' && typeof on === 'object'
}

function isTransition({ source, actions }: Members): boolean {
  return typeof source === 'string' && Array.isArray(actions)
}

function isMachineSnapshot({ status, tags }: Members): boolean {
  return STATUSES.has(status) && (Array.isArray(tags) || tags instanceof Set)
}
