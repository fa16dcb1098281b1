import { transition, type StateValue } from 'xstate'
import { getShortestPaths } from 'xstate/graph'
import { expect, test } from 'vitest'
import { createScriptedServices, deviceAuthorization, tokenSet, virtualEpoch } from '@device-flow/testing/virtual'
import { createDeviceFlowMachine, DeviceFlowError, TransientFault } from '../src/index.ts'

const names = ['idle', 'requesting', 'awaitingUser', 'polling', 'authorized', 'refreshing', 'error']

const signedInElsewhere = { version: 1, type: 'signedIn', tokens: tokenSet(), refreshInFlight: false } as const

/** What each service may resolve to. */
const outcomes: Record<string, unknown[]> = {
  sleep: [undefined],
  restoreSession: [undefined, signedInElsewhere],
  requestDeviceAuthorization: [deviceAuthorization()],
  pollToken: [
    { type: 'granted', tokens: tokenSet() },
    { type: 'granted', tokens: tokenSet({ refreshToken: null }) },
    { type: 'pending', receivedAt: virtualEpoch },
    { type: 'slowDown', receivedAt: virtualEpoch + 800_000, intervalMs: 600_000 },
    { type: 'ended', error: new DeviceFlowError('denied', 'no') },
  ],
  refreshTokens: [
    { type: 'refreshed', tokens: tokenSet() },
    { type: 'refused', error: new DeviceFlowError('signedOut', 'over') },
    { type: 'refused', error: new DeviceFlowError('signedOut', 'over'), receivedAt: virtualEpoch },
  ],
}

const blip = new TransientFault('offline', 'gone', { receivedAt: virtualEpoch })

/** The chart with all that it may have: of services that keep a session. */
const machine = createDeviceFlowMachine(createScriptedServices({ restores: [] }))

type StateNode = typeof machine.root

function withDescendants(node: StateNode): StateNode[] {
  return [node, ...Object.values(node.states).flatMap((child) => withDescendants(child as StateNode))]
}

const allNodes = withDescendants(machine.root)
const statesToRestIn = allNodes.filter((node) => node.type === 'atomic' && !node.always)

const events = [
  ...['start', 'cancel', 'retry', 'hint', 'refresh', 'signOut', 'sessionSaved'].map((type) => ({ type })),
  ...[undefined, signedInElsewhere].map((session) => ({ type: 'sessionChanged', session })),
  { type: 'sessionEnded', error: new DeviceFlowError('signedOut', 'over') },
  ...Object.entries(outcomes).flatMap(([service, outputs]) => [
    ...outputs.map((output) => ({ type: `xstate.done.actor.services.${service}`, output })),
    { type: `xstate.error.actor.services.${service}`, error: blip },
    { type: `xstate.error.actor.services.${service}`, error: new TypeError('bug') },
  ]),
  { type: 'xstate.blip.actor.services.pollToken', error: blip },
]

type State = ReturnType<typeof machine.resolveState>

/** Where a reply can come: XState stops a machine that hears of a failure which it has no answer to. */
const eventsIn = (state: State) => events.filter((event) => state.can(event as never))

const paths = getShortestPaths(machine, {
  input: {},
  events: (state) => eventsIn(state) as never,
  serializeState: ({ value, context }) =>
    JSON.stringify([
      value,
      context.tokens !== undefined,
      context.cadence?.blips,
      context.requestBlips,
      context.error?.reason,
    ]),
  stopWhen: ({ context }) => (context.cadence?.blips ?? 0) > 2,
})

function top(value: unknown): string {
  return typeof value === 'string' ? value : (Object.keys(value as object)[0] ?? '')
}

function idsOf(value: StateValue, parent = 'deviceFlow'): string[] {
  if (typeof value === 'string') return [`${parent}.${value}`]
  return Object.entries(value).flatMap(([name, child]) => [
    `${parent}.${name}`,
    ...(child ? idsOf(child, `${parent}.${name}`) : []),
  ])
}

test('the seven states have exactly their seven names', () => {
  expect(Object.keys(machine.states)).toEqual(names)
})

test.each(names)('%s can be reached', (name) => {
  expect(paths.some(({ state }) => top(state.value) === name)).toBe(true)
})

test.each(names)('%s can be left', (name) => {
  const stays = paths
    .filter(({ state }) => top(state.value) === name)
    .filter(({ state }) =>
      eventsIn(state).every((event) => top(transition(machine, state, event as never)[0].value) === name),
    )
  expect(stays.map(({ state }) => state.value)).toEqual([])
})

test('every nested state can be reached too', () => {
  const reached = new Set(['deviceFlow', ...paths.flatMap(({ state }) => idsOf(state.value))])
  // Left at once by an eventless transition.
  const passing = new Set(['authorized.scheduling', 'error.deciding'].map((name) => `deviceFlow.${name}`))
  const missing = allNodes.map((node) => node.id).filter((id) => !reached.has(id) && !passing.has(id))
  expect(missing).toEqual([])
})

test('every state that asks a service has an answer for its failure: a fault never stops the machine', () => {
  for (const node of allNodes) {
    for (const service of Object.keys(outcomes).filter((name) =>
      node.transitions.has(`xstate.done.actor.services.${name}`),
    )) {
      const last = node.transitions.get(`xstate.error.actor.services.${service}`)?.at(-1)
      expect(last, node.id).toBeDefined()
      expect(last?.guard, `${node.id}: the last answer to a failure must need no guard`).toBeUndefined()
    }
  }
  for (const { id } of machine.root.invoke) {
    expect(machine.root.transitions.has(`xstate.error.actor.${id}`), id).toBe(true)
  }
})

/** What a state asks the services for when it is entered, in a context that some path has brought there. */
function asks(node: StateNode): string {
  const [action] = node.entry as unknown[]
  if (typeof action === 'string') return action
  const { params } = action as { params: { type: string } | ((scope: object) => { type: string }) }
  if (typeof params !== 'function') return params.type
  const there = paths.find(({ state }) => idsOf(state.value).includes(node.id))!.state
  return params({ context: there.context, event: { type: 'start' } }).type
}

test('every state in which a login can rest asks one service and hears its reply, or leaves what it was waiting for', () => {
  for (const node of statesToRestIn) {
    const heard = Object.keys(outcomes).filter((name) => node.transitions.has(`xstate.done.actor.services.${name}`))
    expect(heard.length > 0 ? heard : ['leave'], node.id).toEqual([asks(node)])
  }
})

test('no state waits by `after`: a restored timer would never fire, and one of 90 days would fire at once (T36)', () => {
  const delayed = allNodes.flatMap((node) => node.after)
  expect(delayed).toEqual([])
})

test('every state and every transition says in words what it is for', () => {
  for (const node of Object.values(machine.states)) expect(node.description, node.id).toBeTruthy()
  for (const node of allNodes) {
    const transitions = [...node.transitions.values()].flat().concat(node.always ?? [])
    for (const { description, eventType } of transitions) expect(description, `${node.id} on ${eventType}`).toBeTruthy()
  }
})
