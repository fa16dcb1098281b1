import type { Json } from '@device-flow/machine'
import { givenName } from '../model/given-name.ts'
import { isJsonObject, objectsOf, textOf, textsOf, type JsonObject } from '../model/json.ts'
import type { Chart, ChartState, ChartTransition } from './chart.ts'

/** More than a person could read; a hostile definition may hold millions. */
const MAX_STATES = 500
const MAX_TRANSITIONS = 2000
const MAX_SERVICES = 100
const MAX_DEPTH = 20

/**
 * Reads XState's `definition`, whatever machine it describes.
 *
 * @throws TypeError saying why there is nothing to draw
 */
export function readDefinition(definition: Json | undefined): Chart {
  if (!isJsonObject(definition)) throw new TypeError('This actor told no definition of a chart.')
  const found: Found[] = []
  const root = readState(definition, '', 0, found)
  const pathOfId = new Map(found.map(({ id, state }) => [id, state.path]))
  const transitions = found.flatMap(({ state, node }) => readTransitions(node, state.path, pathOfId))
  if (transitions.length > MAX_TRANSITIONS) {
    throw new TypeError(`This chart has more than ${MAX_TRANSITIONS} transitions.`)
  }
  return { root, states: new Map(found.map(({ state }) => [state.path, state])), transitions }
}

interface Found {
  id: string
  state: ChartState
  node: JsonObject
}

function readState(node: JsonObject, path: string, depth: number, found: Found[]): ChartState {
  if (found.length >= MAX_STATES) throw new TypeError(`This chart has more than ${MAX_STATES} states.`)
  if (depth > MAX_DEPTH) throw new TypeError(`This chart is nested deeper than ${MAX_DEPTH} states.`)
  const key = textOf(node.key) ?? path.split('.').at(-1) ?? ''
  const children: ChartState[] = []
  const description = textOf(node.description)
  const state: ChartState = {
    path,
    key,
    type: textOf(node.type) ?? 'atomic',
    tags: textsOf(node.tags),
    services: objectsOf(node.invoke)
      .slice(0, MAX_SERVICES)
      .map(({ id, src }) => ({ id: textOf(id) ?? '', src: givenName(nameOf(src)) ?? textOf(id) ?? 'service' })),
    asks: textsOf(node.asks).slice(0, MAX_SERVICES),
    children,
    ...(description !== undefined && { description }),
  }
  found.push({ id: textOf(node.id) ?? path, state, node })
  for (const [name, child] of Object.entries(isJsonObject(node.states) ? node.states : {})) {
    if (isJsonObject(child)) children.push(readState(child, path ? `${path}.${name}` : name, depth + 1, found))
  }
  const [first] = isJsonObject(node.initial) ? targetsOf(node.initial.target) : []
  const initial = children.find((child) => found.find((one) => one.state === child)?.id === first)
  if (initial) state.initial = initial.path
  return state
}

/** A state's own transitions: those that wait for an event, then those that need none. XState leaves the latter out of `transitions`. */
function readTransitions(node: JsonObject, from: string, pathOfId: ReadonlyMap<string, string>): ChartTransition[] {
  const byEvent = Array.isArray(node.transitions)
    ? objectsOf(node.transitions)
    : Object.values(isJsonObject(node.on) ? node.on : {}).flatMap(objectsOf)
  return [...byEvent, ...objectsOf(node.always)].map((transition) => {
    const targets = targetsOf(transition.target).map((id) => pathOfId.get(id) ?? id)
    const to = targets.length > 0 ? targets.join(', ') : undefined
    const why = textOf(transition.description)
    const guard = nameOf(transition.guard)
    return {
      from,
      event: textOf(transition.eventType) ?? '',
      actions: (Array.isArray(transition.actions) ? transition.actions : [])
        .map(nameOf)
        .filter((name) => name !== undefined),
      ...(to !== undefined && { to }),
      ...(why !== undefined && { why }),
      ...(guard !== undefined && { guard }),
    }
  })
}

/** The ids of the states that are targeted; XState writes `#` before them. */
function targetsOf(target: Json | undefined): string[] {
  return textsOf(target).map((id) => id.replace(/^#/, ''))
}

function nameOf(value: Json | undefined): string | undefined {
  return isJsonObject(value) ? textOf(value.type) : textOf(value)
}
