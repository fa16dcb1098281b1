import type { AnyStateNode } from 'xstate'

/**
 * Returns the names of the services that a state asks for by an event to an actor that runs them, and whose answer it waits for: it handles
 * `xstate.done.actor.ID.NAME`. `invoked`: the ids of the actors that it and the states around it invoke.
 */
export function askedServices(node: AnyStateNode, invoked: readonly string[]): string[] {
  return invoked
    .map((id) => `xstate.done.actor.${id}.`)
    .flatMap((answer) =>
      [...node.transitions.keys()]
        .filter((event) => event.startsWith(answer))
        .map((event) => event.slice(answer.length)),
    )
}
