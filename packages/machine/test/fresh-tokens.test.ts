import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { createScriptedServices, virtualEpoch } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { createCommands } from '../src/adapter/index.ts'
import { freshTokens, renewTokens } from '../src/tokens/index.ts'
import { systemClock } from '../src/clock.ts'
import { createDeviceFlowMachine, toDeviceSession } from '../src/index.ts'
import { login } from './support.ts'

const HOUR_MS = 3_600_000

async function signedIn(script: ScriptedServicesOptions = {}) {
  const started = login({ polls: ['granted'], ...script })
  started.send({ type: 'start' })
  await started.clock.advance(5000)
  const now = (): number => started.clock.now()
  const fresh = async (): Promise<string> => (await freshTokens(started.actor, now)).accessToken.reveal()
  return { ...started, fresh }
}

test('a good token costs no request', async () => {
  const { services, fresh } = await signedIn()
  expect(await fresh()).toBe('access-token-1')
  expect(services.calls('refreshTokens')).toHaveLength(0)
})

test('a token about to expire is renewed once for ten callers (F1)', async () => {
  const { services, clock, fresh } = await signedIn({ refreshes: [{ after: 1000, do: 'refreshed' }] })
  clock.jumpWall(HOUR_MS - 9000)
  const tokens = Promise.all(Array.from({ length: 10 }, fresh))
  await clock.advance(1000)
  expect(new Set(await tokens)).toEqual(new Set(['access-token-2']))
  expect(services.calls('refreshTokens')).toHaveLength(1)
})

test('tokens that have died while the process was stopped in their renewal are renewed once more', async () => {
  const broughtElsewhere = { expiresInMs: 3000, receivedAt: virtualEpoch }
  const { services, clock, fresh } = await signedIn({ refreshes: [{ refreshed: broughtElsewhere }, 'refreshed'] })
  clock.jumpWall(HOUR_MS)
  expect(await fresh()).toBe('access-token-3')
  expect(services.calls('refreshTokens')).toHaveLength(2)
})

test('an old token that still lives is better than none (F5)', async () => {
  const { clock, fresh } = await signedIn({ refreshes: [{ fault: 'offline' }, { fault: 'offline' }, 'refreshed'] })
  clock.jumpWall(HOUR_MS - 5000)
  expect(await fresh()).toBe('access-token-1')
  await clock.advance(5000)
  await expect(fresh()).rejects.toMatchObject({ reason: 'offline' })
  await clock.advance(10_000)
  expect(await fresh()).toBe('access-token-2')
})

test('a session that the server has ended is asked for once', async () => {
  const { services, clock, fresh } = await signedIn({ refreshes: ['refused'] })
  clock.jumpWall(HOUR_MS)
  await expect(fresh()).rejects.toMatchObject({ reason: 'signedOut', error: 'invalid_grant' })
  await expect(fresh()).rejects.toMatchObject({ reason: 'signedOut' })
  expect(services.calls('refreshTokens')).toHaveLength(1)
})

test('without a refresh token the end of the access token is the end, and says what to ask for', async () => {
  const { clock, fresh, actor } = await signedIn({ polls: [{ granted: { refreshToken: null } }] })
  await expect(renewTokens(actor)).rejects.toMatchObject({ reason: 'unsupported' })
  clock.jumpWall(HOUR_MS)
  await expect(fresh()).rejects.toThrow(/offline_access/)
})

test('a session that another process holds is busy: that is no end, and is tried again (R10)', async () => {
  const { services, clock, fresh, actor, state } = await signedIn({ refreshes: [{ fault: 'busy' }, 'refreshed'] })
  clock.jumpWall(HOUR_MS)
  await expect(fresh()).rejects.toMatchObject({ reason: 'busy', message: expect.stringContaining('Let it finish') })
  expect(state()).toBe('error')
  actor.send({ type: 'hint' })
  await clock.advance(5_000)
  expect(await fresh()).toBe('access-token-2')
  expect(services.calls('refreshTokens')).toHaveLength(2)
})

test('a token that is wanted before the try of its own is due is asked for after busy too (R10)', async () => {
  const { clock, fresh, actor } = await signedIn({ refreshes: [{ fault: 'busy' }] })
  clock.jumpWall(HOUR_MS)
  await fresh().catch(() => {})
  await clock.advance(5_000)
  expect(actor.getSnapshot().matches('error')).toBe(true)
  expect(await fresh()).toBe('access-token-2')
})

test('a login that finds another process busy says so (R10)', async () => {
  const { clock, error, send } = login({ authorizations: [{ fault: 'busy' }, { fault: 'busy' }, { fault: 'busy' }] })
  send({ type: 'start' })
  await clock.advance(10_000)
  expect(error()?.reason).toBe('busy')
})

test('who waits for a renewal when the machine is stopped is told', async () => {
  const { clock, fresh, actor } = await signedIn({ refreshes: ['hang'] })
  clock.jumpWall(HOUR_MS)
  const token = fresh()
  await clock.advance(0)
  actor.stop()
  await expect(token).rejects.toMatchObject({ reason: 'signedOut' })
})

test('nobody is signed in before someone is', async () => {
  const { actor } = login()
  await expect(freshTokens(actor, () => 0)).rejects.toMatchObject({ reason: 'signedOut' })
})

test('after a no, a token is refused as signed out, with the no as its cause', async () => {
  const { actor, clock, send } = login({ polls: ['denied'] })
  send({ type: 'start' })
  await clock.advance(5000)
  const rejection = await freshTokens(actor, () => clock.now()).catch((error: unknown) => error)
  expect(rejection).toMatchObject({ reason: 'signedOut', cause: { reason: 'denied' } })
})

test('a token that still lives is given out after a refresh that failed for good, each time it is asked for (F5)', async () => {
  const { clock, fresh } = await signedIn({ refreshes: ['unexpected'] })
  clock.jumpWall(HOUR_MS - 8000)
  expect(await fresh()).toBe('access-token-1')
  expect(await fresh()).toBe('access-token-1')
  clock.jumpWall(8000)
  await expect(fresh()).rejects.toMatchObject({ reason: 'unexpected' })
})

test('a login that nobody has started says so, instead of waiting for ever or blaming the network', async () => {
  const { session, clock } = await ended()
  const services = createScriptedServices({ clock })
  const actor = createActor(createDeviceFlowMachine(services), { input: { session } })
  await expect(freshTokens(actor, () => clock.now())).rejects.toThrow(/does not run yet/)
})

test('a login that was stopped can renew nothing: it is signed out', async () => {
  const { actor, clock } = await ended()
  actor.stop()
  await expect(freshTokens(actor, () => clock.now())).rejects.toMatchObject({ reason: 'signedOut' })
})

/** A session whose access token has died. */
async function ended() {
  const { actor, clock } = await signedIn()
  const session = toDeviceSession(actor.getSnapshot())
  clock.jumpWall(HOUR_MS)
  return { actor, session, clock }
}

/** Tokens that all live as long as is said. */
function lifetime(expiresInMs: number): ScriptedServicesOptions {
  return {
    polls: [{ granted: { expiresInMs } }],
    refreshes: Array.from({ length: 999 }, () => ({ refreshed: { expiresInMs } })),
  }
}

describe('a server whose tokens live for seconds', () => {
  test.each([1, 2, 3, 5])('gives everyone who asks a token that lives, of %d s (F16)', async (seconds) => {
    const { services, clock, fresh, actor } = await signedIn(lifetime(seconds * 1_000))
    for (let time = 0; time < 300; time++) {
      await fresh()
      expect(actor.getSnapshot().context.tokens!.expiresAt).toBeGreaterThan(clock.now())
      await clock.advance(100)
    }
    // At nine tenths of each life.
    expect(services.calls('refreshTokens').length).toBeLessThanOrEqual(Math.ceil(30 / (0.9 * seconds)))
  })

  test.each([1, 2, 3, 5])('is asked each 5 s where nobody wants them, of %d s (F16)', async (seconds) => {
    const { services, clock } = await signedIn(lifetime(seconds * 1_000))
    await clock.advance(60_000)
    expect(services.calls('refreshTokens').length).toBeLessThanOrEqual(12)
  })
})

describe('a token that was dead on arrival is not renewed again and again (attack X10)', () => {
  test.each([0.1, 0, -1_000, 499])(
    'but once for who signed in with it, and then each second at most, however many ask: one that lives %d ms',
    async (expiresInMs) => {
      const { services, clock, fresh } = await signedIn(lifetime(expiresInMs))
      await clock.advance(1_000)
      for (let time = 0; time < 200; time++) {
        await fresh()
        await clock.advance(100)
      }
      const gaps = services.gaps('refreshTokens').map(({ monotonic }) => monotonic)
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000)
      expect(gaps.length).toBeGreaterThan(10)
    },
  )

  test('but a refresh that is asked for, or a 401, renews it at once', async () => {
    const { fresh, actor } = await signedIn(lifetime(0.1))
    await renewTokens(actor)
    expect(await fresh()).toBe('access-token-2')
    await renewTokens(actor)
    expect(await fresh()).toBe('access-token-3')
  })
})

test('the platform tells the time where nobody else does', async () => {
  const fresh = await signedIn({ polls: [{ granted: { receivedAt: Date.now() } }] })
  expect((await freshTokens(fresh.actor)).accessToken.reveal()).toBe('access-token-1')
  expect(await createCommands(fresh.actor).getAccessToken()).toBe('access-token-1')
  const old: ScriptedServicesOptions = {
    polls: [{ granted: { receivedAt: Date.now() - HOUR_MS } }],
    refreshes: [{ refreshed: { receivedAt: Date.now() } }],
  }
  expect((await freshTokens((await signedIn(old)).actor)).accessToken.reveal()).toBe('access-token-2')
  expect(await createCommands((await signedIn(old)).actor).getAccessToken()).toBe('access-token-2')
})

test('a clock tells the time also when its method is handed on by itself', async () => {
  const { actor, clock } = await signedIn()
  for (const { now } of [clock, systemClock]) expect(await freshTokens(actor, now)).toBeDefined()
})
