import { memoryStore, SessionStoreError } from '@device-flow/session'
import { sessionKey } from '@device-flow/session/record'
import type { ConditionalStore, StoreProblem } from '@device-flow/session'
import type { DeviceFlowView, DeviceSession } from '@device-flow/machine'
import { createScriptedServices, tokenSet, virtualEpoch } from '@device-flow/testing'
import type { RefreshStep, ServicesScript } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { signIn } from './loaded-sign-in.ts'
import { client, run, signedInBefore } from './run-with-store.ts'
import type { Run } from './run-with-store.ts'

const HOUR_MS = 3_600_000

/** A later run, when the access token has died. */
async function runLate(script: ServicesScript): Promise<Run & { views: string[] }> {
  const store = memoryStore()
  await signedInBefore(store)
  const views: string[] = []
  const onChange = ({ status }: DeviceFlowView): void => void views.push(status)
  return { ...run(store, { polls: ['granted'], ...script }, { onChange }, virtualEpoch + 2 * HOUR_MS), views }
}

/** A store that cannot be read, until what is in it was set aside. */
function failing(problem: StoreProblem): ConditionalStore {
  const store = memoryStore()
  let isAside = false
  return {
    ...store,
    async read(key: string) {
      if (!isAside) throw new SessionStoreError(problem, `It is ${problem}.`)
      return store.read(key)
    },
    async setAside() {
      isAside = true
    },
  }
}

function failingAtSuccess({ status }: DeviceFlowView): void {
  if (status === 'authorized') throw new Error('no screen')
}

describe('signIn with a store', () => {
  test('signs in once: the next run finds the session, without a request or a prompt', async () => {
    const store = memoryStore()
    await signedInBefore(store)
    const { session, pass, prompts, requests } = run(store)
    await pass(0)
    expect((await session).claims?.sub).toBe('person-1')
    expect([prompts, requests()]).toEqual([[], 0])
  })

  test('joins a login that another process has begun, and polls no earlier than is legal', async () => {
    const store = memoryStore()
    const first = run(store, { polls: ['pending'] })
    await first.pass(5_000)
    const second = run(store, { polls: ['granted'] }, {}, first.services.clock.now())
    await second.pass(5_900)
    expect(second.prompts).toMatchObject([{ userCode: first.prompts[0]?.userCode }])
    expect(second.requests()).toBe(0)
    await second.pass(200)
    await expect(second.session).resolves.toMatchObject({ view: { status: 'authorized' } })
    expect(second.services.calls('requestDeviceAuthorization')).toHaveLength(0)
  })

  test('says of a login that was begun before how long its code is good for now, not how long it was', async () => {
    const store = memoryStore()
    const first = run(store)
    await first.pass(42_000)
    const second = run(store, {}, {}, first.services.clock.now())
    await second.pass(0)
    // The clock was set back by two days since: at most its whole life.
    const third = run(store, {}, {}, first.services.clock.now() - 2 * 86_400_000)
    await third.pass(0)
    const lives = [first, second, third].map(({ prompts }) => prompts[0]?.expiresInSeconds)
    expect(lives).toEqual([900, 900 - 42, 900])
  })

  test('signs out for the next run, too, and no longer watches what is kept', async () => {
    const store = memoryStore()
    await signedInBefore(store)
    let isWatching = false
    const watch: typeof store.watch = (key, listener) => {
      isWatching = true
      const stop = store.watch!(key, listener)
      return () => {
        isWatching = false
        stop()
      }
    }
    const { session, pass } = run({ ...store, watch })
    await pass(0)
    const { signOut } = await session
    expect(isWatching).toBe(true)
    const signingOut = signOut()
    await pass(0)
    expect(await signingOut).toEqual({ revoked: true })
    expect(isWatching).toBe(false)
    const next = run(store)
    await next.pass(0)
    expect(next.prompts).toHaveLength(1)
  })

  test('leaves what is kept as it is when the run is cancelled, or its screen fails at the good news', async () => {
    const store = memoryStore()
    await signedInBefore(store)
    const blind = run(store, {}, { onChange: failingAtSuccess })
    await blind.pass(0)
    await expect(blind.session).rejects.toThrow('no screen')
    const controller = new AbortController()
    const cancelled = run(store, {}, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(cancelled.session).rejects.toThrow('enough')
    await cancelled.pass(HOUR_MS)
    expect([blind.requests(), cancelled.requests(), cancelled.services.clock.pendingTimers]).toEqual([0, 0, 0])
    const next = run(store)
    await next.pass(0)
    await expect(next.session).resolves.toMatchObject({ view: { status: 'authorized' } })
  })

  test('forgets a pending login that is cancelled, and waitUntil waits for that', async () => {
    const store = memoryStore()
    const controller = new AbortController()
    const work: Promise<void>[] = []
    const waitUntil = (promise: Promise<void>): void => void work.push(promise)
    const cancelled = run(store, {}, { signal: controller.signal, waitUntil })
    await cancelled.pass(0)
    controller.abort(new Error('enough'))
    expect(work).toHaveLength(1)
    await work[0]
    const next = run(store)
    await next.pass(0)
    expect(next.services.calls('requestDeviceAuthorization')).toHaveLength(1)
  })

  test('leaves a login that it has joined to those who began it, when it is cancelled (G7)', async () => {
    const store = memoryStore()
    const first = run(store, { polls: ['pending', 'granted'] })
    await first.pass(5_000)
    const controller = new AbortController()
    const joined = run(store, {}, { signal: controller.signal }, first.services.clock.now())
    await joined.pass(0)
    expect(joined.prompts).toHaveLength(1)
    controller.abort(new Error('enough'))
    await expect(joined.session).rejects.toThrow('enough')
    await first.pass(5_000)
    await expect(first.session).resolves.toMatchObject({ view: { status: 'authorized' } })
  })

  test('leaves a login for whose code it has waited while another asked, too (G7)', async () => {
    const store = memoryStore()
    const first = run(store, { authorizations: [{ after: 2_000, do: 'ok' }], polls: ['granted'] })
    await first.pass(0)
    const controller = new AbortController()
    const joined = run(store, {}, { signal: controller.signal })
    await joined.pass(0)
    await first.pass(2_000)
    await joined.pass(0)
    expect([joined.prompts.length, joined.requests()]).toEqual([1, 0])
    controller.abort(new Error('enough'))
    await expect(joined.session).rejects.toThrow('enough')
    await first.pass(5_000)
    await expect(first.session).resolves.toMatchObject({ view: { status: 'authorized' } })
  })

  test('says of a login that those who began it give up where that was, not that somebody cancelled it here (G7)', async () => {
    const store = memoryStore()
    const controller = new AbortController()
    const first = run(store, { polls: ['pending'] }, { signal: controller.signal })
    await first.pass(5_000)
    const views: DeviceFlowView[] = []
    const onChange = (view: DeviceFlowView): void => void views.push(view)
    const joined = run(store, {}, { onChange }, first.services.clock.now())
    await joined.pass(0)
    controller.abort(new Error('enough'))
    await first.pass(0)
    await joined.pass(0)
    const error = { reason: 'signedOut', endedBy: 'elsewhere', message: expect.stringMatching(/given up.*Start again/) }
    await expect(joined.session).rejects.toMatchObject(error)
    expect(views.at(-1)).toMatchObject({ status: 'error', error })
    expect(joined.requests()).toBe(0)
  })

  test('says of a login whose record is removed that, and not that another process has given it up', async () => {
    const store = memoryStore()
    const { session, pass } = run(store, { polls: ['pending'] })
    await pass(5_000)
    const key = sessionKey(client)
    await store.setAside(key)
    store.notify?.(key)
    await pass(0)
    const message = expect.stringMatching(/^The record of this login is gone.*Start again/)
    await expect(session).rejects.toMatchObject({ reason: 'signedOut', endedBy: 'storage', message })
  })

  test('keeps the grant of the poll during which it has left such a login (G7)', async () => {
    const store = memoryStore()
    const first = run(store, { polls: ['pending'] })
    await first.pass(5_000)
    const controller = new AbortController()
    const { signal } = controller
    const joined = run(store, { polls: [{ after: 500, do: 'granted' }] }, { signal }, first.services.clock.now())
    await joined.pass(6_100)
    expect(joined.services.calls('pollToken')).toHaveLength(1)
    controller.abort(new Error('enough'))
    await joined.pass(500)
    expect(joined.services.calls('revokeTokens')).toHaveLength(0)
    const next = run(store)
    await next.pass(0)
    await expect(next.session).resolves.toMatchObject({ view: { status: 'authorized' } })
  })

  test.each([
    ['ahead', 2 * HOUR_MS],
    ['back', -2 * HOUR_MS],
  ])('says how long a code is good for though the clock is set %s as it is kept', async (_, ms) => {
    const store = memoryStore()
    const { prompts, pass, services } = run({
      ...store,
      async writeIf(...written) {
        if (written[1] === 0) services.clock.jumpWall(ms)
        return store.writeIf(...written)
      },
    })
    await pass(0)
    expect(prompts).toMatchObject([{ expiresInSeconds: 900 }])
  })

  test('keeps under a key of its own, where it is told to', async () => {
    const store = memoryStore()
    const { session, pass } = run(store, { polls: ['granted'] }, { key: 'work' })
    await pass(5_000)
    await session
    expect(await store.read('work')).toMatchObject({ revision: expect.any(Number) })
  })

  test('ends a session that the server refuses to renew at once, where it is told to', async () => {
    const store = memoryStore()
    const { session, pass } = run(store, { polls: ['granted'], refreshes: ['refused'] }, { endWhenRefused: true })
    await pass(5_000)
    const { refresh, view } = await session
    expect(view.status).toBe('authorized')
    const refreshing = refresh()
    refreshing.catch(() => {})
    await pass(0)
    await expect(refreshing).rejects.toMatchObject({ reason: 'signedOut' })
    expect((await session).view.status).toBe('error')
  })
})

describe('signIn where the token that is kept is dead (R13)', () => {
  test.each<[string, RefreshStep]>([
    ['the client may not', { error: 'unsupported', code: 'unauthorized_client' }],
    ['it is over', 'refused'],
    ['by a 400 without a word', { fault: 'invalidResponse', status: 400 }],
  ])('and the server refuses to renew it, as %s, asks the person', async (_, refusal) => {
    const { session, pass, prompts, services, views } = await runLate({ refreshes: [refusal] })
    await pass(0)
    await pass(5_000)
    expect(await (await session).getAccessToken()).toBe('access-token-1')
    expect(prompts).toHaveLength(1)
    expect(services.calls('refreshTokens')).toHaveLength(1)
    // Nobody was told of an end, or that somebody is signed in, before it was so.
    expect(views).not.toContain('error')
    expect(views.indexOf('authorized')).toBe(views.length - 1)
  })

  test.each<[string, RefreshStep, string]>([
    ['is renewed first', 'refreshed', 'authorized'],
    ['waits for a server that is out of reach: nobody is asked to sign in', { fault: 'offline' }, 'error'],
    ['waits for one that says 503, too', { fault: 'serverError', status: 503 }, 'error'],
    ['waits for one whose gateway says 404, too', { fault: 'invalidResponse', status: 404 }, 'error'],
    [
      'waits for one that something is in front of, too, with a page that says 403',
      { fault: 'invalidResponse', status: 403, mayBeInFront: true },
      'error',
    ],
  ])('%s', async (_, step, status) => {
    const { session, pass, prompts } = await runLate({ refreshes: [step] })
    await pass(0)
    expect((await session).view).toMatchObject(status === 'error' ? { status, canResume: true } : { status })
    expect(prompts).toEqual([])
  })
})

describe('a store that cannot be read', () => {
  test.each(['locked', 'otherVersion'] as const)(
    'since it is %s, is said, and nobody is asked to sign in',
    async (problem) => {
      const { session, pass, prompts, requests } = run(failing(problem))
      await pass(0)
      await expect(session).rejects.toMatchObject({ reason: 'storage', message: `It is ${problem}.` })
      expect([prompts, requests()]).toEqual([[], 0])
    },
  )

  test.each(['keyLost', 'damaged'] as const)(
    'for good, since it is %s, is set aside for a new sign-in (T20)',
    async (problem) => {
      const store = failing(problem)
      const { session, pass, prompts } = run(store, { polls: ['granted'] })
      await pass(5_000)
      await expect(session).resolves.toMatchObject({ view: { status: 'authorized', unsaved: false } })
      expect(prompts).toHaveLength(1)
    },
  )
})

describe('a store that can be probed', () => {
  test('is, before a code is asked for: what cannot be kept is said at once (T34)', async () => {
    const store = { ...memoryStore(), probe: () => Promise.reject(new SessionStoreError('locked', 'Unlock it.')) }
    const { session, pass, prompts, requests } = run(store)
    await pass(0)
    await expect(session).rejects.toMatchObject({ reason: 'storage', message: 'Unlock it.' })
    expect([prompts, requests()]).toEqual([[], 0])
  })

  test('is not, when somebody is signed in', async () => {
    const store = memoryStore()
    await signedInBefore(store)
    const { session, pass } = run({ ...store, probe: () => expect.unreachable() } as typeof store)
    await pass(0)
    await expect(session).resolves.toMatchObject({ view: { status: 'authorized' } })
  })
})

test('services that keep sessions themselves are asked what is kept', async () => {
  const tokens = tokenSet({ accessToken: 'kept-token', receivedAt: virtualEpoch })
  const kept: DeviceSession = { version: 1, type: 'signedIn', client, tokens, refreshInFlight: false }
  const services = createScriptedServices({ client, restores: [kept] })
  const session = await signIn({ services, clock: services.clock, onPrompt: () => expect.unreachable() })
  expect(await session.getAccessToken()).toBe('kept-token')
})
