import { createActor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createScriptedServices, tokenSet, type ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { createDeviceFlowMachine, DeviceFlowError, toView } from '../src/index.ts'
import type { DeviceFlowEmitted, DeviceFlowEvent, DeviceFlowInput } from '../src/index.ts'

/** A login whose listener was there before its start, and what that was told. */
function listen(script: ScriptedServicesOptions, input?: DeviceFlowInput) {
  const services = createScriptedServices(script)
  const actor = createActor(createDeviceFlowMachine(services), { input })
  const told: DeviceFlowEmitted[] = []
  actor.on('*', (event) => void told.push(event))
  actor.start()
  return { actor, services, told, types: () => told.map(({ type }) => type) }
}

/** Lets time pass, says each of these to the login, and lets time pass again. */
async function run(
  { actor, services }: ReturnType<typeof listen>,
  ...events: DeviceFlowEvent['type'][]
): Promise<void> {
  await services.clock.advance(0)
  for (const type of events) {
    actor.send({ type } as DeviceFlowEvent)
    await services.clock.advance(60_000)
  }
}

const signedOut = new DeviceFlowError('signedOut', 'Signed out at the server.')
const dying = { granted: { expiresInMs: 30_000, refreshToken: 'r' } }

describe('who listens with actor.on is told (I8)', () => {
  test.each<[string, ScriptedServicesOptions, DeviceFlowEvent['type'][], DeviceFlowEmitted['type'][]]>([
    [
      'the code once, however often it is polled and whatever is in the way, and then who has signed in',
      { polls: ['pending', 'slowDown', { fault: 'offline' }, 'pending', 'granted'] },
      ['start'],
      ['codeShown', 'signedIn'],
    ],
    [
      'that a session has ended here',
      { polls: ['granted'] },
      ['start', 'signOut'],
      ['codeShown', 'signedIn', 'signedOut'],
    ],
    [
      'why a login failed, and the new code',
      { polls: ['denied', 'pending'] },
      ['start', 'retry'],
      ['codeShown', 'failed', 'codeShown'],
    ],
    ['nothing of what a person has cancelled', { polls: ['pending'] }, ['start', 'cancel'], ['codeShown']],
    [
      'nothing of a renewal',
      { polls: ['granted'], refreshes: ['refreshed'] },
      ['start', 'refresh'],
      ['codeShown', 'signedIn'],
    ],
    [
      'that the session is there again, which was out of reach',
      { polls: [dying], refreshes: [{ fault: 'offline' }, { fault: 'offline' }, 'refreshed'] },
      ['start', 'retry'],
      ['codeShown', 'signedIn', 'failed', 'signedIn'],
    ],
  ])('%s', async (_, script, events, expected) => {
    const login = listen(script)
    await run(login, ...events)
    expect(login.types()).toEqual(expected)
  })

  test('whether a session is over, or only out of reach and can be resumed', async () => {
    const login = listen({ restores: [], polls: [dying], refreshes: [{ fault: 'offline' }, { fault: 'offline' }] })
    await run(login, 'start')
    expect(login.told.at(-1)).toMatchObject({ type: 'failed', error: { reason: 'offline' }, canResume: true })
    login.services.session?.notify({ type: 'sessionEnded', error: signedOut })
    await run(login)
    expect(login.told.at(-1)).toEqual({ type: 'failed', error: signedOut, canResume: false })
  })

  test('of a code that is renewed by itself, and not that the one before it has run out', async () => {
    const login = listen(
      { authorizations: [{ ok: { expiresInMs: 20_000 } }, 'ok'], polls: ['pending'] },
      { renewals: 1 },
    )
    await run(login, 'start')
    expect(login.types()).toEqual(['codeShown', 'codeShown'])
  })

  test('of a session that was kept, though it begins with the actor itself', () => {
    const tokens = tokenSet({ claims: { iss: 'i', aud: 'a', sub: 'ada', iat: 0, exp: 0 } })
    const { told } = listen({}, { session: { version: 1, type: 'signedIn', tokens, refreshInFlight: false } })
    expect(told).toMatchObject([{ type: 'signedIn', claims: { sub: 'ada' } }])
  })

  test('of a session that another tab begins, renews and ends', async () => {
    const login = listen({ restores: [], polls: ['pending'] })
    await run(login, 'start')
    for (const accessToken of ['one', 'renewed']) {
      const tokens = tokenSet({ accessToken, receivedAt: login.services.clock.now() })
      const session = { version: 1, type: 'signedIn', tokens, refreshInFlight: false } as const
      login.services.session?.notify({ type: 'sessionChanged', session })
      await login.services.clock.advance(1_000)
    }
    login.services.session?.notify({ type: 'sessionEnded', error: signedOut })
    expect(login.types()).toEqual(['codeShown', 'signedIn', 'failed'])
    expect(login.told.at(-1)).toEqual({ type: 'failed', error: signedOut, canResume: false })
  })

  test('what to show of the code, and nothing else of it', async () => {
    const login = listen({ polls: ['pending'] })
    await run(login, 'start')
    const { type, ...shown } = login.told[0]!
    expect(type).toBe('codeShown')
    expect(toView(login.actor.getSnapshot())).toMatchObject({ status: 'awaitingUser', ...shown })
    expect(Object.keys(shown)).toEqual(['userCode', 'verificationUri', 'verificationUriComplete', 'expiresAt'])
  })
})
