import { expect, test } from 'vitest'
import type { PollStep, ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { toDeviceSession } from '../src/index.ts'
import { login } from './support.ts'

async function signedIn(polls: PollStep[], script: ScriptedServicesOptions = {}) {
  const flow = login({ restores: [], polls, ...script })
  await flow.clock.advance(0)
  flow.send({ type: 'start' })
  await flow.decided()
  return flow
}

const unsavedGrant: PollStep = { granted: {}, unsaved: true }

test('tokens that could not be kept are used, and the view says so until they are kept (R8, T16)', async () => {
  const flow = await signedIn([unsavedGrant])
  expect(flow.view()).toMatchObject({ status: 'authorized', unsaved: true })
  flow.services.session?.notify({ type: 'sessionSaved' })
  expect(flow.view()).toMatchObject({ status: 'authorized', unsaved: false })
})

test('so are those of a refresh, and tokens that are kept again end it (R8)', async () => {
  const flow = await signedIn(['granted'], { refreshes: [{ refreshed: {}, unsaved: true }, 'refreshed'] })
  expect(flow.view()).toMatchObject({ unsaved: false })
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  expect(flow.view()).toMatchObject({ unsaved: true })
  flow.send({ type: 'refresh' })
  expect(flow.view()).toMatchObject({ unsaved: true, refreshing: true })
  await flow.clock.advance(0)
  expect(flow.view()).toMatchObject({ unsaved: false, refreshing: false })
})

test('a session that is out of reach is still unsaved when it is back', async () => {
  const flow = await signedIn([{ granted: { expiresInMs: 10_000 }, unsaved: true }], {
    refreshes: [{ fault: 'offline' }, { fault: 'offline' }, { error: 'refused' }, 'hang'],
  })
  for (const reason of ['offline', 'refused']) {
    await flow.clock.advance(20_000)
    expect(flow.error()?.reason).toBe(reason)
    expect(flow.actor.getSnapshot().context.unsaved).toBe(true)
    flow.send({ type: 'retry' })
  }
  await flow.clock.advance(20_000)
  expect(flow.services.calls('refreshTokens')).toHaveLength(4)
  expect(flow.view()).toMatchObject({ status: 'authorized', refreshing: true, unsaved: true })
  flow.services.session?.notify({ type: 'sessionSaved' })
  expect(flow.view()).toMatchObject({ refreshing: true, unsaved: false })
})

test('a session in memory says that it is unsaved, and one that is taken up again still is', async () => {
  const flow = await signedIn([unsavedGrant])
  const session = toDeviceSession(flow.actor.getSnapshot())
  expect(session).toMatchObject({ type: 'signedIn', unsaved: true })
  expect(login({ clock: flow.clock }, { session }).view()).toMatchObject({ status: 'authorized', unsaved: true })
  const saved = toDeviceSession((await signedIn(['granted'])).actor.getSnapshot())
  expect(saved).not.toHaveProperty('unsaved')
})
