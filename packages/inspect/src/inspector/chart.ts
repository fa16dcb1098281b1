import type { AnyActorLogic, AnyStateMachine, AnyStateNode } from 'xstate'

/** Returns what a chart can be drawn from: an actor's config and definition; nothing when its logic is no state machine. */
export function chartOf(logic: AnyActorLogic): { config: object; definition(): object } | undefined {
  if (!('root' in logic)) return undefined
  const { config, root } = logic as AnyStateMachine
  return { config, definition: () => definitionOf(root) }
}

/** Returns XState's definition with what it leaves out: the transitions that need no event. */
function definitionOf(node: AnyStateNode): object {
  const states = Object.entries(node.states as Record<string, AnyStateNode>)
  return {
    ...node.definition,
    states: Object.fromEntries(states.map(([key, state]) => [key, definitionOf(state)])),
    ...(node.always && { always: node.always }),
  }
}
