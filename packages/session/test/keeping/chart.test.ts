import { createDeviceFlowMachine, toView } from '@device-flow/machine'
import type { DeviceFlowActor } from '@device-flow/machine'
import { renewTokens } from '@device-flow/machine/tokens'
import { createActor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { faultyStore } from './faulty-store.ts'
import { failureOf, locks, tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

const HOUR_MS = 3_600_000

/** The chart in one tab. */
function flow(world: Tabs, options?: Parameters<Tabs['open']>[0]): DeviceFlowActor {
  return createActor(createDeviceFlowMachine(world.open(options).services)).start()
}

const statusOf = (actor: DeviceFlowActor): string => toView(actor.getSnapshot()).status
const tokenOf = (actor: DeviceFlowActor): string | undefined => actor.getSnapshot().context.tokens?.accessToken.reveal()

describe.each(locks)('two tabs of an app, with %s,', (_, lock) => {
  /** Two tabs that have signed in together. */
  async function two(options: Parameters<typeof tabs>[1] = {}) {
    const world = tabs(lock, options)
    const [one, other] = [flow(world), flow(world)]
    await world.clock.advance(0)
    one.send({ type: 'start' })
    await world.clock.advance(1_000)
    other.send({ type: 'start' })
    await world.clock.advance(1_000)
    world.server.approved = true
    await world.clock.advance(10_000)
    return { world, one, other }
  }

  test('show one code, are signed in by one grant, and so is one that is opened later', async () => {
    const { world, one, other } = await two()
    const later = flow(world)
    await world.clock.advance(0)
    expect([one, other, later].map(statusOf)).toEqual(['authorized', 'authorized', 'authorized'])
    expect([one, other, later].map(tokenOf)).toEqual(['access f1.1', 'access f1.1', 'access f1.1'])
    expect(world.server.codes).toBe(1)
  })

  test.each([
    { how: 'hears of it', hears: true, afterMs: 2_000 },
    { how: 'finds that out by its own poll', hears: false, afterMs: 2_000 },
    { how: 'finds that out as its grant arrives', hears: false, afterMs: 6_000 },
  ])('show one code: where one takes it back, the other is idle, and $how', async ({ hears, afterMs }) => {
    const world = tabs(lock)
    world.server.approved = true
    world.server.pollAnswers = [{ afterMs: 2_000 }]
    const { watch: _unheard, ...deaf } = world.store
    const polls = flow(world, { store: hears ? world.store : deaf })
    await world.clock.advance(0)
    polls.send({ type: 'start' })
    await world.clock.advance(1_000)
    const takesBack = flow(world)
    await world.clock.advance(0)
    expect([polls, takesBack].map(statusOf)).toEqual(['awaitingUser', 'awaitingUser'])
    await world.clock.advance(afterMs - 1_000)
    expect(world.server.polls).toHaveLength(afterMs > 5_000 ? 1 : 0)
    takesBack.send({ type: 'cancel' })
    await world.clock.advance(10_000)
    expect([polls, takesBack].map(statusOf)).toEqual(['idle', 'idle'])
  })

  test('stay signed in for a day by one refresh at a time, against a server with reuse detection and no grace (T1)', async () => {
    const { world, one, other } = await two({ lifeMs: HOUR_MS })
    await world.clock.advance(24 * HOUR_MS)
    expect([one, other].map(statusOf)).toEqual(['authorized', 'authorized'])
    expect(world.server.reuses).toBe(0)
    expect(world.server.refreshes).toHaveLength(24)
    expect(tokenOf(one)).toBe(tokenOf(other))
  })

  test('do not wake at one moment: one of them renews the tokens, and the others have not even asked (T24)', async () => {
    const world = tabs(lock, { lifeMs: HOUR_MS })
    await world.signedIn()
    const asked: number[] = []
    const actors = [0, 0.2, 0.9].map((refreshSpread, index) => {
      const { services } = world.open()
      const session = { ...services.session, refreshSpread }
      const refreshTokens: typeof services.refreshTokens = (tokens) => {
        asked.push(index)
        return services.refreshTokens(tokens)
      }
      return createActor(createDeviceFlowMachine({ ...services, refreshTokens, session })).start()
    })
    await world.clock.advance(HOUR_MS)
    expect(asked).toEqual([2])
    expect(actors.map(tokenOf)).toEqual(['access f1.2', 'access f1.2', 'access f1.2'])
  })

  test('are signed out together, and stay so when they are opened again (T17)', async () => {
    const { world, one, other } = await two()
    one.send({ type: 'signOut' })
    await world.clock.advance(0)
    expect(statusOf(one)).toBe('idle')
    expect(toView(other.getSnapshot())).toMatchObject({ status: 'error', error: { reason: 'signedOut' } })
    const later = flow(world)
    await world.clock.advance(0)
    expect(statusOf(later)).toBe('idle')
    expect(world.server.honours('f1.1')).toBe(false)
  })

  test('lose the reply of a refresh, and the session lives on within the grace of the server (R5)', async () => {
    const { world, one, other } = await two({ graceMs: 10_000 })
    world.server.deliveries = [{ fails: 'lost' }]
    await world.clock.advance(HOUR_MS)
    expect([one, other].map(statusOf)).toEqual(['authorized', 'authorized'])
    expect(world.server.reuses).toBe(0)
    expect(tokenOf(one)).toBe('access f1.2')
    expect(tokenOf(other)).toBe('access f1.2')
  })

  test('use a token that is renewed no longer to its end, and are then signed out with the server’s reason (R9)', async () => {
    const { world, one, other } = await two()
    world.server.end('f1.1')
    await world.clock.advance(HOUR_MS - 30_000)
    expect([one, other].map((actor) => toView(actor.getSnapshot()))).toMatchObject([
      { status: 'authorized', renewable: false },
      { status: 'authorized', renewable: false },
    ])
    await world.clock.advance(60_000)
    const ended = { status: 'error', error: { reason: 'signedOut', error: 'invalid_grant' } }
    expect([one, other].map((actor) => toView(actor.getSnapshot()))).toMatchObject([ended, ended])
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('give a login up in both when it is cancelled in one', async () => {
    const world = tabs(lock)
    const [one, other] = [flow(world), flow(world)]
    await world.clock.advance(0)
    one.send({ type: 'start' })
    await world.clock.advance(0)
    other.send({ type: 'start' })
    await world.clock.advance(0)
    one.send({ type: 'cancel' })
    await world.clock.advance(0)
    expect([one, other].map(statusOf)).toEqual(['idle', 'idle'])
    other.send({ type: 'start' })
    await world.clock.advance(0)
    expect(statusOf(other)).toBe('awaitingUser')
    expect(world.server.codes).toBe(2)
  })

  test('poll together no more often than one would', async () => {
    const world = tabs(lock)
    const [one, other] = [flow(world), flow(world)]
    await world.clock.advance(0)
    one.send({ type: 'start' })
    await world.clock.advance(2_500)
    other.send({ type: 'start' })
    await world.clock.advance(600_000)
    const gaps = world.server.polls.slice(1).map(({ at }, index) => at - world.server.polls[index]!.at)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000)
    expect(world.server.polls.length).toBeGreaterThan(60)
  })
})

test('each tab and process has a moment of its own (T24)', () => {
  const world = tabs()
  const spreads = Array.from({ length: 10 }, () => world.open().services.session.refreshSpread)
  expect(new Set(spreads).size).toBe(10)
  for (const spread of spreads) expect(spread).toBeGreaterThanOrEqual(0)
  for (const spread of spreads) expect(spread).toBeLessThan(1)
})

test('a store that cannot be written to is named as what keeps tokens from being renewed, and not others who are busy (R4)', async () => {
  const world = tabs()
  await world.signedIn()
  const { store } = Object.assign(faultyStore(world.store), { writes: 'denied' })
  const actor = createActor(createDeviceFlowMachine(world.open({ store }).services)).start()
  await world.clock.advance(0)
  const renewed = failureOf(renewTokens(actor))
  await world.clock.advance(1_000)
  expect(await renewed).toMatchObject({
    reason: 'storage',
    message: 'The access token could not be renewed. Scripted: denied. Try again in 5 s.',
  })
})

test('a tab that cannot hear of others finds who is signed in as a person starts, and asks for no code', async () => {
  const world = tabs()
  const { watch: _unheard, ...store } = world.store
  const actor = flow(world, { store })
  await world.clock.advance(0)
  await world.signedIn()
  expect(statusOf(actor)).toBe('idle')
  actor.send({ type: 'start' })
  await world.clock.advance(0)
  expect(statusOf(actor)).toBe('authorized')
  expect(world.server.codes).toBe(1)
})
