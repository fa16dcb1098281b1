import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { RefreshOutcome } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { withSession } from '../../src/index.ts'
import { failureOf, tabs } from './tabs.ts'
import type { Tab, Tabs } from './tabs.ts'

/** A tab of the session whose next refreshes are answered like this, and those after them by the server. */
function answered(world: Tabs, ...answers: (RefreshOutcome | TransientFault)[]): Tab['services'] {
  const services = world.server.services()
  const { store, clock } = world
  return withSession(
    {
      ...services,
      async refreshTokens(...call) {
        const answer = answers.shift()
        if (answer instanceof TransientFault) throw answer
        return answer ?? services.refreshTokens(...call)
      },
    },
    { store, clock },
  )
}

const message = 'This client may not.'
const error = new DeviceFlowError('unsupported', message, { error: 'unauthorized_client' })

test('a refusal that leaves the session is kept, for those who tell people of it, until the server has answered otherwise (R13)', async () => {
  const world = tabs()
  const tab = await world.signedIn()
  const receivedAt = world.clock.now()
  const offline = new TransientFault('offline', 'No network.', { receivedAt })
  const silent = new TransientFault('invalidResponse', 'Nothing (HTTP 400).', { receivedAt, status: 400 })
  const services = answered(world, { type: 'refused', error, receivedAt }, offline, silent)
  const declined = async (): Promise<unknown> => (await world.stored())?.signedIn?.declined

  const refresh = async (): Promise<unknown> => services.refreshTokens(await tab.tokens())
  expect(await refresh()).toMatchObject({ type: 'refused', error: { error: 'unauthorized_client' } })
  const refused = { at: receivedAt, reason: 'unsupported', error: 'unauthorized_client', message }
  expect(await declined()).toEqual(refused)
  await world.clock.advance(5_000)
  await failureOf(refresh())
  expect(await declined()).toEqual(refused)
  await world.clock.advance(5_000)
  await failureOf(refresh())
  expect(await declined()).toEqual({
    at: receivedAt,
    reason: 'invalidResponse',
    message: 'Nothing (HTTP 400).',
    status: 400,
  })
  await world.clock.advance(5_000)
  expect(await refresh()).toMatchObject({ type: 'refreshed' })
  expect(await declined()).toBeUndefined()
})

test('who asks within 5 s after such a refusal hears the same, and the server is not asked (case 4, F16)', async () => {
  const world = tabs()
  const tab = await world.signedIn()
  const receivedAt = world.clock.now()
  const refused: RefreshOutcome = { type: 'refused', error, receivedAt }
  await answered(world, refused).refreshTokens(await tab.tokens())
  for (const passed of [0, 4_999]) {
    await world.clock.advance(passed)
    const said = {
      type: 'refused',
      error: { reason: 'unsupported', message, error: 'unauthorized_client' },
      receivedAt,
    }
    expect(await world.open().services.refreshTokens(await tab.tokens())).toMatchObject(said)
  }
  expect(world.server.refreshes).toHaveLength(0)
  await world.clock.advance(1)
  expect(await tab.services.refreshTokens(await tab.tokens())).toMatchObject({ type: 'refreshed' })
})

test('who asks within 5 s after a no that is not OAuth hears that too, and not of a wait (case 4, F16)', async () => {
  const world = tabs()
  const tab = await world.signedIn()
  const receivedAt = world.clock.now()
  const silent = new TransientFault('invalidResponse', 'Nothing (HTTP 400).', { receivedAt, status: 400 })
  await failureOf(answered(world, silent).refreshTokens(await tab.tokens()))
  await world.clock.advance(4_999)
  const again = failureOf(world.open().services.refreshTokens(await tab.tokens()))
  expect(await again).toMatchObject({
    reason: 'invalidResponse',
    message: 'Nothing (HTTP 400).',
    receivedAt,
    status: 400,
  })
  expect(world.server.refreshes).toHaveLength(0)
  await world.clock.advance(1)
  expect(await tab.services.refreshTokens(await tab.tokens())).toMatchObject({ type: 'refreshed' })
})

test.each([
  ['a page of something in front of the server', { status: 400, mayBeInFront: true }],
  ['a gateway that says 404', { status: 404 }],
])('%s refuses nothing, and nothing is noted of it (R13)', async (_, details) => {
  const world = tabs()
  const tab = await world.signedIn()
  const receivedAt = world.clock.now()
  const fault = new TransientFault('invalidResponse', 'No OAuth.', { receivedAt, ...details })
  await failureOf(answered(world, fault).refreshTokens(await tab.tokens()))
  expect((await world.stored())?.signedIn?.declined).toBeUndefined()
})
