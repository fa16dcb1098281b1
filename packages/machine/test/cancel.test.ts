import { expect, test } from 'vitest'
import { login } from './support.ts'

test('E1: cancel while the code is asked for settles at once and aborts the request', async () => {
  const flow = login({ authorizations: ['hang'] })
  flow.send({ type: 'start' })
  flow.send({ type: 'cancel' })
  expect(flow.state()).toBe('idle')
  await flow.clock.advance(0)
  expect(flow.services.calls('requestDeviceAuthorization')[0]?.end).toBe('aborted')
})

test('E1: cancel before the first poll settles at once, and nothing is left behind', async () => {
  const flow = login()
  flow.send({ type: 'start' })
  await flow.clock.advance(1_000)
  expect(flow.state()).toBe('awaitingUser')
  flow.send({ type: 'cancel' })
  expect(flow.state()).toBe('idle')
  await flow.clock.advance(0)
  expect(flow.clock.pendingTimers).toBe(0)
  await flow.clock.advance(900_000)
  expect(flow.services.calls('pollToken')).toHaveLength(0)
})

test('E1: cancel while a poll is in flight settles at once; a poll that hangs is aborted seconds later', async () => {
  const flow = login({ polls: ['hang'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(5_000)
  expect(flow.state()).toBe('polling')
  flow.send({ type: 'cancel' })
  expect(flow.state()).toBe('idle')
  await flow.clock.advance(3_000)
  expect(flow.services.calls('pollToken')[0]?.end).toBe('aborted')
  expect(flow.clock.pendingTimers).toBe(0)
})

test('E4: approval that arrives after cancel is revoked, not kept', async () => {
  const flow = login({ polls: [{ after: 2_000, do: 'granted' }] })
  flow.send({ type: 'start' })
  await flow.clock.advance(6_000)
  flow.send({ type: 'cancel' })
  await flow.clock.advance(2_000)
  expect(flow.state()).toBe('idle')
  expect(flow.services.revoked.map((tokens) => tokens.refreshToken?.reveal())).toEqual(['refresh-token-1'])
  expect(flow.actor.getSnapshot().context.tokens).toBeUndefined()
  expect(flow.clock.pendingTimers).toBe(0)
})

test('E4: approval that arrives after the whole machine was stopped is revoked too', async () => {
  const flow = login({ polls: [{ after: 2_000, do: 'granted' }] })
  flow.send({ type: 'start' })
  await flow.clock.advance(6_000)
  flow.actor.stop()
  await flow.clock.advance(2_000)
  expect(flow.services.revoked).toHaveLength(1)
})

test('E5: a reply to a login that was cancelled does not touch the next one', async () => {
  const flow = login({ polls: [{ after: 2_000, do: 'denied' }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(6_000)
  flow.send({ type: 'cancel' })
  flow.send({ type: 'start' })
  await flow.clock.advance(2_000)
  expect(flow.state()).toBe('awaitingUser')
  expect(await flow.decided()).toBe('authorized')
})

test('E1: cancel after an error goes back to idle', async () => {
  const flow = login({ polls: ['denied'] })
  flow.send({ type: 'start' })
  await flow.decided()
  flow.send({ type: 'cancel' })
  expect(flow.view()).toEqual({ status: 'idle', restoring: false })
})

test('fifty logins, started and stopped, leave no timer behind', async () => {
  const flow = login()
  for (let n = 0; n < 50; n++) {
    flow.send({ type: 'start' })
    await flow.clock.advance(n * 100)
    flow.send({ type: 'cancel' })
  }
  await flow.clock.advance(3_000)
  expect(flow.clock.pendingTimers).toBe(0)
})
