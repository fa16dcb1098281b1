import { createDeviceFlowMachine } from '@device-flow/machine'
import { createActor } from 'xstate'
import { expect, test } from 'vitest'
import { createSession, trackInFlight } from '../../src/index.ts'
import { call, failureOf, KEY, tabs } from './tabs.ts'

const HOUR_MS = 3_600_000

const CUT_OFF = '{"version":2,"lineage":'

/** A process that is signed in, whose record becomes this while it runs. */
async function overwritten(text: string) {
  const world = tabs()
  await world.signedIn()
  const { services } = world.open()
  const tracked = trackInFlight(services)
  const actor = createActor(createDeviceFlowMachine(tracked.services)).start()
  await world.clock.advance(0)
  const session = createSession(actor, tracked, { clock: world.clock })
  const { revision = 0 } = (await world.store.read(KEY)) ?? {}
  await world.store.writeIf(KEY, revision, { revision: revision + 1, text })
  return { world, session, actor }
}

const texts = [
  ['damaged', CUT_OFF],
  ['otherVersion', JSON.stringify({ version: 3 })],
  ['otherClient', JSON.stringify({ version: 2, lineage: '["x"]' })],
] as const

test.each(texts)(
  'a record that has become %s as the session is held ends it once the access token is dead: a new sign-in mends it (T20)',
  async (problem, text) => {
    const { world, session, actor } = await overwritten(text)
    await world.clock.advance(HOUR_MS - 30_000)
    expect(session.view).toMatchObject({ status: 'authorized', renewable: false })
    expect(await session.getAccessToken()).toBe('access f1.1')
    await world.clock.advance(HOUR_MS)
    expect(session.view).toMatchObject({ status: 'error', error: { reason: 'storage', cause: { problem } } })
    expect(await failureOf(session.getAccessToken())).toMatchObject({ reason: 'storage' })
    actor.send({ type: 'start' })
    world.server.approved = true
    await world.clock.runUntil(() => session.view.status === 'authorized')
    await world.clock.advance(5_000)
    expect(session.view).toMatchObject({ unsaved: false })
    expect(await world.open().tokens()).toMatchObject({ receivedAt: expect.any(Number) })
    expect((await world.store.read(`${KEY} (aside)`))?.text).toBe(text)
    await session.close()
  },
)

test.each(texts)(
  'a session that is signed out while its record is %s leaves the next login a place: that is kept (T20)',
  async (problem, text) => {
    const { world, session, actor } = await overwritten(text)
    await world.clock.advance(HOUR_MS / 2)
    const signedOut = session.signOut()
    await world.clock.advance(5_000)
    // Others may have renewed the tokens before: their names are lost with the record.
    expect(await signedOut).toMatchObject({ revoked: false, problem: { cause: { problem } } })
    expect(session.view.status).toBe('idle')
    actor.send({ type: 'start' })
    world.server.approved = true
    await world.clock.runUntil(() => session.view.status === 'authorized')
    await world.clock.advance(5_000)
    expect(session.view).toMatchObject({ unsaved: false })
    expect((await world.stored())?.signedIn).toBeDefined()
    await session.close()
  },
)

test('a sign-out moves a damaged record aside: whoever comes next finds nobody signed in, and no error (T20)', async () => {
  const { world, session } = await overwritten(CUT_OFF)
  const signedOut = session.signOut()
  await world.clock.advance(5_000)
  await signedOut
  expect(await world.open().restore()).toBeUndefined()
  expect((await world.store.read(`${KEY} (aside)`))?.text).toBe(CUT_OFF)
  await session.close()
})

test('a sign-out leaves the record of another client as it is (T20)', async () => {
  const [, , [, text]] = texts
  const { world, session } = await overwritten(text)
  const signedOut = session.signOut()
  await world.clock.advance(5_000)
  await signedOut
  expect((await world.store.read(KEY))?.text).toBe(text)
  await session.close()
})

test('whoever has joined a login whose record nobody can read any more hears that, and does not wait for ever (T20)', async () => {
  const world = tabs()
  await world.open().services.requestDeviceAuthorization({}, call)
  const { services } = world.open()
  const joined = await services.requestDeviceAuthorization({}, call)
  await world.store.writeIf(KEY, 1, { revision: 2, text: CUT_OFF })
  expect(await failureOf(services.pollToken(joined, call))).toMatchObject({ reason: 'storage' })
})
