import { createDeviceFlowMachine } from '@device-flow/machine'
import { createActor } from 'xstate'
import { expect, test } from 'vitest'
import { createSession, trackInFlight, withSession } from '../../src/index.ts'
import { nextTask } from '../../src/next-task.ts'
import { failureOf, impossibleLock, tabs } from './tabs.ts'

test('a session that is signed out elsewhere while it is renewed is closed once what arrives is revoked (R7)', async () => {
  const world = tabs()
  const { clock, store, server } = world
  const other = await world.signedIn()
  const services = server.services()
  const slow: typeof services = {
    ...services,
    async revokeTokens(tokens) {
      await new Promise<void>((resolve) => void clock.schedule(resolve, 1_000))
      return services.revokeTokens(tokens)
    },
  }
  const tracked = trackInFlight(withSession(slow, { store, clock, lock: impossibleLock }))
  const actor = createActor(createDeviceFlowMachine(tracked.services)).start()
  const session = createSession(actor, tracked, { clock })
  await clock.advance(0)
  server.deliveries = [{ afterMs: 3_000 }]
  const failure = failureOf(session.refresh())
  await clock.advance(1_000)
  await other.services.revokeTokens(await other.tokens())
  expect(await failure).toMatchObject({ reason: 'signedOut', endedBy: 'elsewhere' })
  let isClosed = false
  const closed = session.close().then(() => (isClosed = true))
  await clock.advance(2_500)
  for (let task = 0; task < 5; task++) await nextTask()
  expect(isClosed).toBe(false)
  await clock.advance(500)
  await closed
  expect(server.revoked).toEqual(['f1.1', 'f1.2'])
})
