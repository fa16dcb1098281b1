import { getEventListeners } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { ActorRefLike } from 'xstate'
import { login } from './login.ts'

/** How a login ends whose person never decides, when its caller does so, or not. */
async function outcomeOf(end: 'cancelled' | 'time-out' | 'expired'): Promise<unknown> {
  const controller = new AbortController()
  const { services, session } = login({ polls: Array(200).fill('pending') }, { signal: controller.signal })
  const outcome = session.catch((error: unknown) => error)
  await services.clock.advance(1000)
  if (end === 'cancelled') controller.abort()
  if (end === 'time-out') controller.abort(new DOMException('One second is enough.', 'TimeoutError'))
  await services.clock.advance(901_000)
  return outcome
}

describe('cancelling', () => {
  test('makes no request when the signal was aborted before (E2)', async () => {
    const { services, session } = login({}, { signal: AbortSignal.abort(new Error('not now')) })
    await expect(session).rejects.toThrow('not now')
    expect(services.calls('requestDeviceAuthorization')).toHaveLength(0)
  })

  test.each([
    ['the request for a code', { authorizations: ['hang' as const] }, 0],
    ['the wait for the first poll', {}, 1000],
    ['a poll', { polls: ['hang' as const] }, 6000],
  ])(
    'during %s rejects with the reason at once, and leaves no timer or listener behind (E1)',
    async (_, script, at) => {
      const controller = new AbortController()
      const { services, views, session } = login(script, { signal: controller.signal })
      await services.clock.advance(at)
      let reason: unknown
      session.catch((error: unknown) => (reason = error))
      controller.abort()
      await services.clock.advance(0)
      expect(reason).toMatchObject({ name: 'AbortError' })
      expect(views.at(-1)).toEqual({ status: 'idle', restoring: false })
      await services.clock.advance(3000)
      expect(services.clock.pendingTimers).toBe(0)
      expect(services.inFlight('pollToken')).toBe(0)
      expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    },
  )

  test('that was given up, that ran out of the time of a person, and whose code expired are three outcomes (E3)', async () => {
    expect(await outcomeOf('cancelled')).toMatchObject({ name: 'AbortError' })
    expect(await outcomeOf('time-out')).toMatchObject({ name: 'TimeoutError' })
    // The signal that could still cancel it does not keep the code from running out.
    expect(await outcomeOf('expired')).toMatchObject({ name: 'DeviceFlowError', reason: 'expired' })
  })

  test('revokes a grant that arrives late, and tells by waitUntil when that is done (E4)', async () => {
    const controller = new AbortController()
    const works: Promise<void>[] = []
    const { services, session } = login(
      { polls: [{ after: 2000, do: 'granted' }], revocations: [{ after: 500, do: 'ok' }] },
      { signal: controller.signal, waitUntil: (work) => void works.push(work) },
    )
    await services.clock.advance(6000)
    controller.abort()
    await expect(session).rejects.toMatchObject({ name: 'AbortError' })
    expect(works).toHaveLength(1)
    let isDone = false
    void works[0]?.then(() => (isDone = true))
    await services.clock.advance(1000)
    expect(services.revoked.map((tokens) => tokens.accessToken.reveal())).toEqual(['access-token-1'])
    await nextTurn()
    expect(isDone).toBe(false)
    await services.clock.advance(500)
    await nextTurn()
    await nextTurn()
    expect(isDone).toBe(true)
  })

  test('asks nobody to wait when nothing is under way', async () => {
    const controller = new AbortController()
    const works: Promise<void>[] = []
    const { services, session } = login({}, { signal: controller.signal, waitUntil: (work) => void works.push(work) })
    await services.clock.advance(1000)
    controller.abort()
    await expect(session).rejects.toMatchObject({ name: 'AbortError' })
    expect(works).toHaveLength(0)
  })

  test.each([
    ['the request for a code', { authorizations: ['hang' as const] }, 0],
    ['the wait for the first poll', {}, 1000],
    ['a poll', { polls: [{ after: 2000, do: 'granted' as const }] }, 6000],
  ])('by another one who holds the machine, such as an inspector, during %s rejects as well', async (_, script, at) => {
    const controller = new AbortController()
    const works: Promise<void>[] = []
    let actor: ActorRefLike | undefined
    const { services, views, session } = login(script, {
      signal: controller.signal,
      waitUntil: (work) => void works.push(work),
      inspect: ({ rootId, actorRef }) => void (actorRef.sessionId === rootId && (actor = actorRef)),
    })
    await services.clock.advance(at)
    actor?.send({ type: 'cancel' })
    await expect(session).rejects.toMatchObject({ name: 'AbortError', message: 'The login was cancelled.' })
    expect(views.at(-1)).toEqual({ status: 'idle', restoring: false })
    await services.clock.advance(3000)
    expect(services.clock.pendingTimers).toBe(0)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    // A grant that arrives late is revoked, and can be waited for, as the end of any request can.
    expect(works).toHaveLength(at === 1000 ? 0 : 1)
    await Promise.all(works)
    expect(services.revoked).toHaveLength(at === 6000 ? 1 : 0)
  })

  test('no longer matters once signed in', async () => {
    const controller = new AbortController()
    const { services, session } = login({ polls: ['granted'] }, { signal: controller.signal })
    await services.clock.advance(5000)
    const { view } = await session
    controller.abort()
    expect(view.status).toBe('authorized')
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  })
})
