import type { AnyActorLogic, AnyStateMachine, AnyStateNode } from 'xstate'

/** What of an actor's logic a chart can be drawn from; nothing when it has none. */
export function chartOf(logic: AnyActorLogic): { config: object; definition(): object } | undefined {
  if (!('root' in logic)) return undefined
  const { config, root } = logic as AnyStateMachine
  return { config, definition: () => definitionOf(root) }
}

/** XState's definition, and what it leaves out: the transitions that need no event. */
function definitionOf(node: AnyStateNode): object {
  const states = Object.entries(node.states as Record<string, AnyStateNode>)
  return {
    ...node.definition,
    states: Object.fromEntries(states.map(([key, state]) => [key, definitionOf(state)])),
    ...(node.always && { always: node.always }),
  }
}
