import type { Json } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import { classicEventType } from './classic-event.ts'

type JsonObject = { [member: string]: Json | undefined }

/** Turns the JSON `definition` of an XState 5 chart into a config that XState 4's `createMachine` accepts. */
export function toClassicMachine(definition: Json): Json {
  // Without it, XState 4 advises the viewer's console to use it.
  return { ...toClassicNode(asObject(definition)), predictableActionArguments: true }
}

function toClassicNode(node: JsonObject): JsonObject {
  const children = Object.entries(asObject(node.states))
  return {
    id: node.id,
    key: node.key,
    type: node.type,
    description: node.description,
    meta: node.meta,
    tags: node.tags,
    initial: initialKey(node, children),
    entry: toActions(node.entry),
    exit: toActions(node.exit),
    invoke: [
      ...asArray(node.invoke).map((invoke) => ({ id: asObject(invoke).id, src: asObject(invoke).src })),
      // XState 4 has no other place in a state for a service's name.
      ...asArray(node.asks).map((name) => ({ id: name, src: name })),
    ],
    // Not an empty list: XState 4 takes a state that has one for transient.
    always: asArray(node.always).length > 0 ? toTransitions(node.always) : undefined,
    on: Object.fromEntries(
      Object.entries(asObject(node.on)).map(([type, transitions]) => [
        classicEventType(type),
        toTransitions(transitions),
      ]),
    ),
    states: Object.fromEntries(children.map(([key, child]) => [key, toClassicNode(asObject(child))])),
  }
}

/** XState 5 names the initial state by its id, XState 4 by its key. */
function initialKey(node: JsonObject, children: [string, Json | undefined][]): string | undefined {
  const [target] = asArray(asObject(node.initial).target)
  return children.find(([, child]) => `#${String(asObject(child).id)}` === target)?.[0]
}

function toTransitions(transitions: Json | undefined): JsonObject[] {
  return asArray(transitions)
    .map(asObject)
    .map(({ target, guard, actions, description, meta }) => ({
      target,
      cond: nameOf(guard),
      actions: toActions(actions),
      description,
      meta,
    }))
}

function toActions(actions: Json | undefined): Json[] {
  return asArray(actions).flatMap((action) => nameOf(action) ?? [])
}

/** Of an action or a guard, which is its name or an object with that as its `type`. */
function nameOf(part: Json | undefined): string | undefined {
  const name = typeof part === 'string' ? part : asObject(part).type
  return typeof name === 'string' ? name : undefined
}

function asArray(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}

function asObject(value: Json | undefined): JsonObject {
  return isRecord(value) ? value : {}
}
