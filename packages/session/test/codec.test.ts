import { createDeviceFlowMachine, DeviceFlowError, toDeviceSession } from '@device-flow/machine'
import type { DeviceFlowActor, DeviceSession } from '@device-flow/machine'
import { renewTokens } from '@device-flow/machine/tokens'
import { createScriptedServices, createVirtualClock, tokenSet } from '@device-flow/testing'
import { createActor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { decodeDeviceSession, encodeDeviceSession } from '../src/index.ts'

/** A login in this state. */
async function at(state: 'awaitingUser' | 'authorized'): Promise<DeviceFlowActor> {
  const services = createScriptedServices({ polls: ['granted'] })
  const actor = createActor(createDeviceFlowMachine(services)).start()
  actor.send({ type: 'start' })
  await services.clock.runUntil(() => actor.getSnapshot().matches(state))
  return actor
}

describe('a stored session', () => {
  const incomplete = JSON.stringify({
    version: 1,
    type: 'signedIn',
    refreshInFlight: false,
    tokens: { accessToken: 'canary-a' },
  })

  test.each([
    ['another version', JSON.stringify({ version: 2 }), /version 2/],
    ['no JSON', '{"version":1', /no session/],
    ['a list', '[]', /no session/],
    ['null', 'null', /no session/],
    ['nothing', '', /no session/],
    ['a type that does not exist', JSON.stringify({ version: 1, type: 'x' }), /misses something/],
    ['tokens with a member missing', incomplete, /misses something/],
    ['no tokens', JSON.stringify({ version: 1, type: 'signedIn' }), /misses something/],
    ['no authorization', JSON.stringify({ version: 1, type: 'pending' }), /misses something/],
  ])('F9: that is %s is refused with what to do, and without showing it', (_, stored, message) => {
    expect(() => decodeDeviceSession(stored)).toThrow(message)
    expect(() => decodeDeviceSession(stored)).toThrow(/sign in again/)
    expect(() => decodeDeviceSession(stored)).not.toThrow(/canary/)
  })

  test.each([
    ['verificationUri', 'javascript:alert(1)'],
    ['verificationUri', 'https://as.example@else.example/device'],
    ['verificationUri', '\u001bhttps://as.example/device'],
    ['verificationUriComplete', 'data:text/html,hello'],
    ['verificationUriComplete', ' javascript:alert(1)'],
    ['verificationUriComplete', 'https://as.example/de\nvice'],
  ])('with the %s %o, which no server could have had shown, is refused (H1)', async (member, address) => {
    const session = toDeviceSession((await at('awaitingUser')).getSnapshot()) as DeviceSession
    const record = JSON.parse(encodeDeviceSession(session))
    expect(() => decodeDeviceSession(JSON.stringify(record))).not.toThrow()
    record.authorization[member] = address
    expect(() => decodeDeviceSession(JSON.stringify(record))).toThrow(/misses something or has it wrong/)
  })

  test.each(['awaitingUser', 'authorized'] as const)(
    'that JSON.stringify wrote of %s is refused: it has no secrets',
    async (state) => {
      const session = toDeviceSession((await at(state)).getSnapshot())
      expect(() => decodeDeviceSession(JSON.stringify(session))).toThrow(/encodeDeviceSession/)
    },
  )

  test('comes back as it was, expiry and all', async () => {
    const session = toDeviceSession((await at('authorized')).getSnapshot()) as DeviceSession
    const text = encodeDeviceSession(session)
    expect(JSON.parse(encodeDeviceSession(decodeDeviceSession(text)))).toEqual(JSON.parse(text))
  })

  test('gives a token at the first call, once the wait that was noted with it is over (T25)', async () => {
    const { tokens } = (await at('authorized')).getSnapshot().context
    const waited: DeviceSession = {
      version: 1,
      type: 'signedIn',
      tokens: { ...tokens!, expiresAt: Date.now() - 2_000 },
      refreshInFlight: false,
      refreshNotBefore: Date.now() - 1_000,
    }
    const session = decodeDeviceSession(encodeDeviceSession(waited))
    const actor = createActor(createDeviceFlowMachine(createScriptedServices()), { input: { session } }).start()
    expect((await renewTokens(actor)).accessToken.reveal()).toBe('access-token-1')
  })

  test('gives a token at once where the wait was noted by a clock that was ahead (T38)', async () => {
    const clock = createVirtualClock({ now: Date.now() + 3 * 3_600_000 })
    const services = createScriptedServices({
      clock,
      polls: ['granted'],
      refreshes: [{ fault: 'serverError', status: 503 }],
    })
    const ahead = createActor(createDeviceFlowMachine(services)).start()
    ahead.send({ type: 'start' })
    await clock.runUntil(() => ahead.getSnapshot().matches('authorized'))
    await renewTokens(ahead).catch(() => {})
    const kept = JSON.parse(encodeDeviceSession(toDeviceSession(ahead.getSnapshot())!))
    // The tokens are of a time when the clock was right.
    kept.tokens.receivedAt = Date.now() - 2_000
    const session = decodeDeviceSession(JSON.stringify(kept))
    const actor = createActor(createDeviceFlowMachine(createScriptedServices()), { input: { session } }).start()
    expect((await renewTokens(actor)).accessToken.reveal()).toBe('access-token-1')
  })

  test('H3: shows no secret in plain JSON; only encodeDeviceSession writes them', async () => {
    const session = toDeviceSession((await at('authorized')).getSnapshot())
    expect(JSON.stringify(session)).not.toMatch(/token-1/)
    expect(encodeDeviceSession(session as DeviceSession)).toMatch(/refresh-token-1/)
  })

  test('comes back with what the server said when it refused to renew the tokens (R9)', () => {
    const refusal = new DeviceFlowError('signedOut', 'The server has ended the session.', {
      error: 'invalid_grant',
      endedBy: 'server',
    })
    const session: DeviceSession = { version: 1, type: 'signedIn', tokens: tokenSet(), refreshInFlight: false, refusal }
    const read = decodeDeviceSession(encodeDeviceSession(session))
    expect(read.type === 'signedIn' && read.refusal).toEqual(refusal)
  })
})
