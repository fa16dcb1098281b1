import { createVirtualClock, pending } from '@device-flow/testing'
import { expect, test, vi } from 'vitest'
import { call, connect, withoutHold } from '../support.ts'

const load = vi.hoisted(() => ({ begin: (): void => {}, go: (): void => {} }))
const begun = new Promise<void>((resolve) => (load.begin = resolve))
vi.mock('../../src/profiles/waiting-advice.ts', async () => {
  load.begin()
  await new Promise<void>((resolve) => (load.go = resolve))
  return { waitingAdvice: () => ({ text: 'Look at the page.' }) }
})

test('a poll waits a second, and no longer, for what a person who has taken long is told: the next has it (C7)', async () => {
  const clock = createVirtualClock({ now: Date.now() })
  const { request, services, server } = await connect({ clock: withoutHold(clock), server: { expiresIn: 60 } })
  const authorization = await request()
  await clock.advance(40_000)
  server.always('token', pending())
  const polled = services.pollToken(authorization, call)
  await begun
  await clock.advance(1000)
  const outcome = await polled
  expect(outcome).toMatchObject({ type: 'pending', receivedAt: clock.now() - 1000 })
  expect(outcome).not.toHaveProperty('advice')
  load.go()
  // It is loaded in real time.
  await vi.waitFor(
    async () => {
      const next = await services.pollToken(authorization, call)
      expect(next).toMatchObject({ type: 'pending', advice: { text: 'Look at the page.' } })
    },
    { timeout: 4000 },
  )
})
