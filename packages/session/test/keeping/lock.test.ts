import type { VirtualClock } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import type { Lock } from '../../src/index.ts'
import { accessTokenOf, call, failureOf, lockOfRefresh, tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

const neverFree = lockOfRefresh({
  acquire: (_, { waitMs, signal }) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve('held'))
      if (waitMs > 60_000) throw new Error('A wait without a sensible end')
    }),
})

describe('a lock that others hold', () => {
  test('and never give back ends in `busy`, and no refresh leaves (R10, T6)', async () => {
    const world = tabs(() => neverFree)
    const tab = await world.signedIn()
    const failure = failureOf(tab.services.refreshTokens(await tab.tokens()))
    await world.clock.advance(40_000)
    expect(await failure).toMatchObject({ name: 'TransientFault', reason: 'busy', sentAt: undefined })
    expect(world.server.refreshes).toHaveLength(0)
    expect(world.clock.pendingTimers).toBe(0)
  })

  test('is not waited for once their tokens are stored (R2)', async () => {
    const world = tabs(() => neverFree)
    const tab = await world.signedIn()
    const refresh = tab.services.refreshTokens(await tab.tokens())
    await world.clock.advance(3_000)
    await world.edit(({ signedIn, ...record }) => ({
      ...record,
      signedIn: { ...signedIn!, tokens: { ...signedIn!.tokens, accessToken: 'access of a sibling' } },
    }))
    await world.clock.advance(1_000)
    expect(accessTokenOf(await refresh)).toBe('access of a sibling')
    expect(world.clock.pendingTimers).toBe(0)
  })

  test('is given back when it comes too late to be needed (T13)', async () => {
    let released = 0
    const late: Lock = {
      acquire: (_, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ release: async () => void released++ }))
        }),
    }
    const world = tabs(() => lockOfRefresh(late))
    const tab = await world.signedIn()
    const failure = failureOf(tab.services.refreshTokens(await tab.tokens()))
    await world.clock.advance(40_000)
    await failure
    expect(released).toBe(1)
  })
})

test('a lock that comes with the tokens of a sibling is given back before they are used: a process may end then (T13)', async () => {
  let isGivenBack = false
  async function giveBack(clock: VirtualClock): Promise<void> {
    await new Promise<void>((resolve) => void clock.schedule(resolve, 100))
    isGivenBack = true
  }
  const late = (clock: VirtualClock): Lock => ({
    acquire: (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ release: () => giveBack(clock) }))
      }),
  })
  const world = tabs((clock) => lockOfRefresh(late(clock)))
  const tab = await world.signedIn()
  const refresh = tab.services.refreshTokens(await tab.tokens()).then(() => isGivenBack)
  await world.clock.advance(3_000)
  await world.edit(({ signedIn, ...record }) => ({
    ...record,
    signedIn: { ...signedIn!, tokens: { ...signedIn!.tokens, accessToken: 'access of a sibling' } },
  }))
  await world.clock.advance(1_000)
  expect(await refresh).toBe(true)
})

test('a lock that fails counts as impossible (T6)', async () => {
  const world = tabs(() => ({ acquire: () => Promise.reject(new Error('broken')) }))
  const tab = await world.signedIn()
  expect(accessTokenOf(await tab.services.refreshTokens(await tab.tokens()))).toBe('access f1.2')
})

test.each<[string, Lock['acquire']]>([
  [
    'throws',
    () => {
      throw new Error('broken')
    },
  ],
  ['answers nothing', async () => undefined as never],
])('a lock of one’s own that %s counts as impossible: a code is asked for all the same', async (_, acquire) => {
  const world = tabs(() => ({ acquire }))
  const code = world.open().services.requestDeviceAuthorization({}, call)
  await world.clock.advance(0)
  expect((await code).deviceCode.reveal()).toBe('code-1')
})

describe.each<[string, () => Promise<void>]>([
  ['never ends', () => new Promise(() => {})],
  ['rejects', () => Promise.reject(new Error('broken'))],
  [
    'throws',
    () => {
      throw new Error('broken')
    },
  ],
])('a lock whose giving back %s', (_, release) => {
  const world = (): Tabs => tabs(() => ({ acquire: async () => ({ release }) }))

  test('keeps no code from being shown for longer than 2 s', async () => {
    const { open, clock } = world()
    const code = open().services.requestDeviceAuthorization({}, call)
    await clock.advance(2_000)
    expect((await code).deviceCode.reveal()).toBe('code-1')
    expect(clock.pendingTimers).toBe(0)
  })

  test('keeps no renewed tokens from whoever waits for them', async () => {
    const { open, server, clock } = world()
    const tab = open()
    const code = tab.services.requestDeviceAuthorization({}, call)
    await clock.advance(5_000)
    server.approved = true
    await tab.services.pollToken(await code, call)
    const refresh = tab.services.refreshTokens(await tab.tokens())
    await clock.advance(2_000)
    expect(accessTokenOf(await refresh)).toBe('access f1.2')
  })
})

test('the lock is given back before others are told, and whoever is told may refresh at once (R6, T8)', async () => {
  const order: string[] = []
  const lock = lockOfRefresh({
    async acquire() {
      order.push('taken')
      return { release: async () => void order.push('given back') }
    },
  })
  const world = tabs(() => lock)
  const tab = await world.signedIn()
  const tokens = await tab.tokens()
  const listening = world.open({ store: { ...world.store, notify: () => order.push('told') } })
  await listening.services.refreshTokens(tokens)
  expect(order).toEqual(['taken', 'given back', 'told'])
})

test('no lock is asked for where the tokens of another are stored already (R1)', async () => {
  let asked = 0
  const lock = lockOfRefresh({
    async acquire() {
      asked++
      return 'impossible'
    },
  })
  const world = tabs(() => lock)
  const [one, other] = [await world.signedIn(), world.open()]
  const held = await other.tokens()
  await one.services.refreshTokens(await one.tokens())
  await other.services.refreshTokens(held)
  expect(asked).toBe(1)
})
