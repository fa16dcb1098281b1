import { setImmediate as nextTurn } from 'node:timers/promises'
import { memoryStore, SessionStoreError } from '@device-flow/session'
import type { ConditionalStore } from '@device-flow/session'
import { sessionKey } from '@device-flow/session/record'
import type { ScriptedServices } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { client, run } from './run-with-store.ts'
import type { Run } from './run-with-store.ts'
import type { LoginOptions } from '../src/index.ts'

/** Signs in at a store that keeps a session late, or not at all, and is cancelled meanwhile. */
async function cancelledWhileKept(
  store: ConditionalStore,
  write: (services: ScriptedServices) => Promise<void>,
  options: Partial<LoginOptions> = {},
): Promise<Run> {
  const controller = new AbortController()
  const odd: ConditionalStore = {
    ...store,
    async writeIf(key, revision, next) {
      if (next.text.includes('"signedIn":{')) {
        controller.abort(new Error('enough'))
        await write(cancelledRun.services)
      }
      return store.writeIf(key, revision, next)
    },
  }
  const cancelledRun: Run = run(odd, { polls: ['granted'] }, { signal: controller.signal, ...options })
  await cancelledRun.pass(5_000)
  expect(controller.signal.aborted).toBe(true)
  return cancelledRun
}

const lateBy =
  (ms: number) =>
  ({ clock }: ScriptedServices): Promise<void> =>
    new Promise((resolve) => void clock.schedule(resolve, ms))

async function hasEnded({ session }: Run): Promise<boolean> {
  const pending = Symbol('pending')
  const ended = session.catch(() => undefined)
  return (await Promise.race([ended, nextTurn(pending)])) !== pending
}

/** How the next run finds the store. */
async function expectNobodySignedIn(store: ConditionalStore): Promise<void> {
  const next = run(store)
  await next.pass(0)
  expect(next.prompts).toHaveLength(1)
}

describe('signIn with a store', () => {
  test('resolves where it is cancelled as its grant is being kept: no session is left in the store that nobody was told of (E4)', async () => {
    const store = memoryStore()
    const controller = new AbortController()
    const slow: ConditionalStore = {
      ...store,
      async writeIf(key, revision, next) {
        if (next.text.includes('"signedIn":{')) controller.abort(new Error('enough'))
        return store.writeIf(key, revision, next)
      },
    }
    const { session, pass, services } = run(slow, { polls: ['granted'] }, { signal: controller.signal })
    await pass(5_000)
    expect(controller.signal.aborted).toBe(true)
    await expect(session).resolves.toMatchObject({ view: { status: 'authorized', unsaved: false } })
    expect(services.calls('revokeTokens')).toHaveLength(0)
    const next = run(store)
    await next.pass(0)
    await expect(next.session).resolves.toMatchObject({ view: { status: 'authorized' } })
  })

  describe('cancelled as its grant is being kept, and the write (E4)', () => {
    test('comes within 3 s: it resolves', async () => {
      const late = await cancelledWhileKept(memoryStore(), lateBy(2_900))
      await late.pass(2_900)
      await expect(late.session).resolves.toMatchObject({ view: { status: 'authorized', unsaved: false } })
      await late.pass(5_000)
      expect(late.services.revoked).toHaveLength(0)
    })

    test('never comes: after 3 s it rejects with the reason, and the grant is revoked', async () => {
      const store = memoryStore()
      const hung = await cancelledWhileKept(store, () => new Promise(() => {}))
      await hung.pass(2_900)
      expect([await hasEnded(hung), hung.services.revoked.length]).toEqual([false, 0])
      await hung.pass(100)
      expect([await hasEnded(hung), hung.services.revoked.length]).toEqual([true, 1])
      await expect(hung.session).rejects.toThrow('enough')
      for (let times = 0; times < 10; times++) await hung.pass(15_000)
      expect(hung.services.clock.pendingTimers).toBe(0)
      await expectNobodySignedIn(store)
    })

    test('comes when it has rejected: what is kept then is ended, too', async () => {
      const store = memoryStore()
      const late = await cancelledWhileKept(store, lateBy(5_000))
      await late.pass(3_000)
      await expect(late.session).rejects.toThrow('enough')
      await late.pass(2_000)
      await late.pass(1_000)
      const text = (await store.read(sessionKey(client)))?.text
      expect(text).not.toContain('"signedIn":{')
      await expectNobodySignedIn(store)
    })

    test('fails: it rejects with the reason, the grant is revoked, and no later try keeps it', async () => {
      const store = memoryStore()
      let isFull = true
      const write = async (): Promise<void> => {
        if (isFull) throw new SessionStoreError('full', 'No room.')
      }
      const work: Promise<void>[] = []
      const full = await cancelledWhileKept(store, write, { waitUntil: (promise) => void work.push(promise) })
      await full.pass(0)
      await expect(full.session).rejects.toThrow('enough')
      expect(work).toHaveLength(1)
      isFull = false
      for (let second = 0; second < 5; second++) await full.pass(1_000)
      expect(full.services.revoked).toHaveLength(1)
      expect(full.services.clock.pendingTimers).toBe(0)
      await expectNobodySignedIn(store)
    })
  })

  test.each(['is cancelled', 'ends'])('that %s holds no process, where the store takes nothing', async (how) => {
    const store = memoryStore()
    let isFull = false
    const full: ConditionalStore = {
      ...store,
      async writeIf(...written) {
        if (isFull) throw new SessionStoreError('full', 'No room.')
        return store.writeIf(...written)
      },
    }
    const controller = new AbortController()
    const { session, pass, services } = run(
      full,
      { polls: [{ after: 500, do: 'denied' }] },
      { signal: controller.signal },
    )
    await pass(how === 'ends' ? 5_100 : 4_000)
    isFull = true
    if (how === 'is cancelled') controller.abort(new Error('enough'))
    else await pass(1_000)
    await expect(session).rejects.toThrow(how === 'ends' ? /denied/i : 'enough')
    for (let second = 0; second < 5; second++) await pass(1_000)
    expect(services.clock.pendingTimers).toBe(0)
  })
})
