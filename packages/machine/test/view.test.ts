import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createActor } from 'xstate'
import { createScriptedServices, tokenSet } from '@device-flow/testing/virtual'
import type { PollStep } from '@device-flow/testing/virtual'
import {
  createDeviceFlowMachine,
  isSameView,
  toDeviceSession,
  toView,
  type DeviceFlowError,
  type DeviceFlowServices,
  type DeviceFlowSnapshot,
  type TokenSet,
} from '../src/index.ts'
import { login } from './support.ts'

test('what is no snapshot is refused with where one is', () => {
  const actor = createActor(createDeviceFlowMachine(createScriptedServices()))
  for (const wrong of [actor, actor.getPersistedSnapshot(), {}, null, undefined]) {
    expect(() => toView(wrong as DeviceFlowSnapshot)).toThrow('toView takes actor.getSnapshot()')
    expect(() => toDeviceSession(wrong as DeviceFlowSnapshot)).toThrow('toDeviceSession takes actor.getSnapshot()')
  }
})

test('a poll changes nothing that a person sees', async () => {
  const flow = login({ polls: [{ after: 500, do: 'pending' }, 'pending'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(100)
  const before = flow.view()
  await flow.clock.advance(5_000)
  expect(flow.state()).toBe('polling')
  expect(isSameView(flow.view(), before)).toBe(true)
  await flow.clock.advance(1_000)
  expect(flow.state()).toBe('awaitingUser')
  expect(isSameView(flow.view(), before)).toBe(true)
})

test('a blip, a refresh and an end each change what a person sees', async () => {
  const flow = login({ polls: [{ fault: 'offline' }, 'granted'], refreshes: ['hang'] })
  const seen = [flow.view()]
  flow.actor.subscribe(() => void (isSameView(flow.view(), seen.at(-1) ?? seen[0]!) || seen.push(flow.view())))
  flow.send({ type: 'start' })
  await flow.decided()
  flow.send({ type: 'refresh' })
  flow.send({ type: 'signOut' })
  expect(seen.map((view) => view.status)).toEqual([
    'idle',
    'requesting',
    'awaitingUser',
    'awaitingUser',
    'authorized',
    'authorized',
    'idle',
  ])
})

test('the view has all that a screen needs while the code is shown', async () => {
  const flow = login()
  flow.send({ type: 'start' })
  await flow.clock.advance(0)
  const receivedAt = flow.clock.now()
  expect(flow.view()).toEqual({
    status: 'awaitingUser',
    userCode: 'WDJB-MJHT',
    verificationUri: 'https://id.example.com/activate',
    verificationUriComplete: 'https://id.example.com/activate?user_code=WDJB-MJHT',
    expiresAt: receivedAt + 900_000,
    receivedAt,
    intervalMs: 5_000,
    blips: 0,
    lastBlip: undefined,
    lastBlipDescription: undefined,
    outage: false,
    advice: undefined,
  })
})

test('the view has all that a screen says of a session', async () => {
  const flow = login({ polls: ['granted'] })
  flow.send({ type: 'start' })
  await flow.decided()
  const { receivedAt, claims } = flow.actor.getSnapshot().context.tokens!
  expect(flow.view()).toEqual({
    status: 'authorized',
    claims,
    scope: 'openid offline_access',
    accessTokenExpiresAt: receivedAt + 3_600_000,
    refreshing: false,
    unsaved: false,
    renewable: true,
    endsAt: undefined,
    problem: undefined,
  })
})

test.each([
  ['the authorization, where the server tells', { refreshTokenExpiresAt: 2, authorizationExpiresAt: 3 }, 3],
  ['else the refresh token', { refreshTokenExpiresAt: 2 }, 2],
  ['nothing that is known, else', {}, undefined],
  ['the access token, when there is no refresh token', { refreshToken: undefined, authorizationExpiresAt: 3 }, 1],
  [
    'the authorization, when nobody knows of the access token either',
    { refreshToken: undefined, expiresAt: undefined, authorizationExpiresAt: 3 },
    3,
  ],
])('a session ends with %s', (_, details, endsAt) => {
  const tokens = { ...tokenSet(), expiresAt: 1, ...details } as TokenSet
  const flow = login({}, { session: { version: 1, type: 'signedIn', tokens, refreshInFlight: false } })
  expect(flow.view()).toMatchObject({ endsAt, renewable: tokens.refreshToken !== undefined })
})

test('the view says what the last refresh failed by, until one succeeds', async () => {
  const flow = login({ polls: ['granted'], refreshes: [{ fault: 'timeout' }, 'hang'] })
  flow.send({ type: 'start' })
  await flow.decided()
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  const { problem } = flow.view() as { problem?: DeviceFlowError }
  expect(problem).toMatchObject({ reason: 'offline', retryAt: flow.clock.now() + 5_000 })
  await flow.clock.advance(5_000)
  expect(flow.view()).toMatchObject({ refreshing: true, problem })
})

test('the view tells a blip from an outage: six polls in a row without a usable answer, until one comes', async () => {
  const polls = [...Array.from({ length: 6 }, () => ({ fault: 'serverError' as const })), 'pending' as const]
  const flow = login({ polls })
  const outages: unknown[] = []
  flow.actor.subscribe(() => {
    const view = flow.view()
    if (flow.state() === 'awaitingUser' && 'outage' in view) outages.push(`${view.blips} ${view.outage}`)
  })
  flow.send({ type: 'start' })
  await flow.clock.runUntil(() => flow.pollTimes().length === 8)
  expect([...new Set(outages)]).toEqual(['0 false', '1 false', '2 false', '3 false', '4 false', '5 false', '6 true'])
  expect(flow.view()).toMatchObject({ status: 'awaitingUser', outage: false })
})

test.each(['pending', 'slowDown'])(
  'what may keep a person is in the view once it is said, by %s, and stays with the code (C7)',
  async (type) => {
    const first = { text: 'Look at the page.', provider: 'Example' }
    const saying = type === 'pending' ? { pending: { advice: first } } : { slowDown: { advice: first } }
    const polls: PollStep[] = [
      'pending',
      saying,
      { pending: { advice: { text: 'Later' } } },
      'slowDown',
      { fault: 'offline' },
      'pending',
    ]
    const flow = login({ polls: [...polls, 'expired'] })
    const seen = new Set<unknown>()
    flow.actor.subscribe(() => {
      const view = flow.view()
      if (view.status === 'awaitingUser') seen.add(view.advice)
    })
    flow.send({ type: 'start' })
    await flow.clock.runUntil(() => flow.pollTimes().length === 6)
    expect([...seen]).toEqual([undefined, first])
    await flow.clock.runUntil(() => flow.state() === 'error')
    flow.send({ type: 'retry' })
    await flow.clock.advance(0)
    expect(flow.view()).toMatchObject({ status: 'awaitingUser', advice: undefined })
  },
)

test('tags tell a UI what to show without knowing the states', async () => {
  const flow = login({ polls: ['granted'], refreshes: ['hang'] })
  const tags = () => [...flow.actor.getSnapshot().tags].toSorted()
  expect(tags()).toEqual([])
  flow.send({ type: 'start' })
  expect(tags()).toEqual(['busy'])
  await flow.clock.advance(0)
  expect(tags()).toEqual(['prompting'])
  await flow.decided()
  expect(tags()).toEqual(['signedIn'])
  flow.send({ type: 'refresh' })
  expect(tags()).toEqual(['busy', 'signedIn'])
})

test('start can ask for other scopes and parameters than usual, and retry asks for the same', async () => {
  const flow = login({ polls: ['denied'] })
  const request = { scope: 'openid', parameters: { acr_values: 'phr' } }
  flow.send({ type: 'start', request })
  await flow.decided()
  flow.send({ type: 'retry' })
  expect(flow.services.calls('requestDeviceAuthorization').map((call) => call.input)).toEqual([request, request])
})

test.each(['requestDeviceAuthorization', 'pollToken', 'refreshTokens', 'revokeTokens', 'sleep'] as const)(
  'services without %s are refused by name, before anything is shown',
  (name) => {
    const services: Partial<DeviceFlowServices> = createScriptedServices()
    delete services[name]
    expect(() => createDeviceFlowMachine(services as DeviceFlowServices)).toThrow(`services.${name}`)
  },
)

test('no services at all are refused with what is needed', () => {
  expect(() => createDeviceFlowMachine(undefined as never)).toThrow(/services/)
})

test('H3: no secret shows in a snapshot, a view, an error or an inspection event, in JSON or in a log', async () => {
  const canaries = ['device-code-1', 'access-token-1', 'refresh-token-1', 'id-token-1', 'access-token-2']
  const printed: string[] = []
  const print = (value: unknown): void => void printed.push(JSON.stringify(value) ?? '', inspect(value, { depth: 4 }))

  const flow = login({ polls: ['pending', 'granted'], refreshes: ['refreshed', 'refused'] })
  flow.actor.system.inspect((event) => {
    print('snapshot' in event ? event.snapshot : undefined)
    print('event' in event ? event.event : undefined)
  })
  flow.actor.subscribe((snapshot) => {
    print(snapshot)
    printed.push(inspect(snapshot.context, { depth: 9, showHidden: true }))
    print(flow.view())
  })
  flow.send({ type: 'start' })
  await flow.decided()
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  print(flow.error())
  print(flow.actor.getPersistedSnapshot())

  expect(flow.error()?.reason).toBe('signedOut')
  expect(printed.length).toBeGreaterThan(40)
  for (const canary of canaries) expect(printed.join('\n')).not.toContain(canary)
})
