import type { AnyActorLogic, AnyStateMachine, AnyStateNode } from 'xstate'
import { askedServices } from './asked-services.ts'

/** Returns what a chart can be drawn from: an actor's config and definition; nothing when its logic is no state machine. */
export function chartOf(logic: AnyActorLogic): { config: object; definition(): object } | undefined {
  if (!('root' in logic)) return undefined
  const { config, root } = logic as AnyStateMachine
  return { config, definition: () => definitionOf(root) }
}

/** Returns XState's definition with what it leaves out: the transitions that need no event, and the services that a state asks. */
function definitionOf(node: AnyStateNode, invokedAround: readonly string[] = []): object {
  const states = Object.entries(node.states as Record<string, AnyStateNode>)
  const invoked = [...invokedAround, ...node.invoke.map(({ id }) => id)]
  const asks = askedServices(node, invoked)
  return {
    ...node.definition,
    states: Object.fromEntries(states.map(([key, state]) => [key, definitionOf(state, invoked)])),
    ...(node.always && { always: node.always }),
    ...(asks.length > 0 && { asks }),
  }
}
