import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { DeviceSession, PollOutcome } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import {
  createScriptedServices,
  createVirtualClock,
  deviceAuthorization,
  tokenSet,
  virtualEpoch,
} from '../src/index.ts'
import type { PollStep } from '../src/index.ts'

const call = (): AbortController => new AbortController()

async function pollAll(polls: PollStep[]): Promise<PollOutcome[]> {
  const services = createScriptedServices({ polls })
  const outcomes: PollOutcome[] = []
  for (const _ of polls) outcomes.push(await services.pollToken(deviceAuthorization(), call()))
  return outcomes
}

describe('scripted services', () => {
  test.each<[string, object, string]>([
    ['a script', { poll: ['pending'] }, 'createScriptedServices has no poll. There are authorizations, polls, '],
    ['an option', { polls: ['granted'], intervall: 1 }, 'no intervall. There are '],
    ['a step', { polls: ['pendng'] }, 'polls has no "pendng". There are pending, slowDown, granted, denied, expired, '],
    ['a step of another script', { refreshes: ['granted'] }, 'refreshes has no "granted"'],
    ['a step of a member', { polls: [{ grantd: {} }] }, 'polls has no step with grantd. There are pending, '],
    ['a later step', { polls: [{ after: 500, do: 'grantd' }] }, 'polls.do has no "grantd"'],
    ['a fault', { polls: [{ fault: 'off' }] }, 'fault has no "off". There are offline, timeout, '],
    ['a reason', { revocations: [{ error: 'denid' }] }, 'error has no "denid". There are denied, '],
    ['a step that is undefined', { polls: [undefined] }, 'polls has no undefined'],
    ['an end', { polls: [{ ended: 'bogus' }] }, 'polls.ended has no "bogus". There are denied, '],
    ['why it is refused', { refreshes: [{ refused: { reason: 'bogus' } }] }, 'refused.reason has no "bogus"'],
    [
      'a wait',
      { polls: [{ pending: { retryAfter: 5 } }] },
      'polls.pending has no retryAfter. There are retryAfterMs, ',
    ],
    ['an interval', { polls: [{ slowDown: { interval: 5 } }] }, 'polls.slowDown has no interval. There are intervalMs'],
    [
      'the wait of a fault',
      { polls: [{ fault: 'offline', retryAfter: 5 }] },
      'polls has no retryAfter. There are fault',
    ],
    ['tokens', { polls: [{ granted: { expiresIn: 5 } }] }, 'polls.granted has no expiresIn. There are accessToken, '],
    ['a code', { authorizations: [{ ok: { interval: 5 } }] }, 'authorizations.ok has no interval. There are '],
    ['a time', { polls: [{ after: '5', do: 'granted' }] }, 'polls.after is a number, and is "5"'],
    ['what comes later', { polls: [{ after: 5 }] }, 'polls.do has no undefined'],
    ['what is kept', { restores: ['nothin'] }, 'restores has no "nothin". There are nothing, '],
    ['a step of nothing', { polls: [null] }, 'polls has no null'],
    ['a script of nothing', { polls: null }, 'polls is a list of steps, and is null'],
  ])('refuse %s that there is not, with those that there are', (_, given, message) => {
    expect(() => createScriptedServices(given)).toThrow(message)
  })

  test('refuse what is no list of steps, and a wrong step that is added later', () => {
    expect(() => createScriptedServices({ polls: 'granted' as never })).toThrow('polls is a list of steps')
    expect(() => createScriptedServices().script({ polls: ['pendng' as never] })).toThrow('polls has no "pendng"')
    expect(() => createScriptedServices().script({ poll: [] } as never)).toThrow('script has no poll')
    expect(() => createScriptedServices().script({ restores: ['nothing'] })).toThrow('these services keep no session')
  })

  test('answer a device authorization of 5 s interval and 900 s life, with another device code each time', async () => {
    const services = createScriptedServices()
    await services.clock.advance(1000)
    const first = await services.requestDeviceAuthorization({}, call())
    const second = await services.requestDeviceAuthorization({}, call())
    expect(first).toMatchObject({
      intervalMs: 5000,
      receivedAt: virtualEpoch + 1000,
      expiresAt: virtualEpoch + 901_000,
    })
    expect(first.deviceCode.reveal()).toBe('device-code-1')
    expect(second.deviceCode.reveal()).toBe('device-code-2')
  })

  test('answer polls step by step, and pending when the script has run out', async () => {
    const services = createScriptedServices({ polls: ['slowDown', 'granted'] })
    const types: string[] = []
    for (let poll = 0; poll < 4; poll++) types.push((await services.pollToken(deviceAuthorization(), call())).type)
    expect(types).toEqual(['slowDown', 'granted', 'pending', 'pending'])
  })

  test('can say everything that a server can', async () => {
    const outcomes = await pollAll([
      { pending: { retryAfterMs: 7000 } },
      { slowDown: { intervalMs: 22_000, retryAfterMs: 1000 } },
      { granted: { accessToken: 'mine', refreshToken: null, expiresInMs: null } },
      'denied',
      'expired',
      { ended: 'refused', code: 'invalid_client' },
    ])
    expect(outcomes).toMatchObject([
      { type: 'pending', retryAfterMs: 7000, receivedAt: virtualEpoch },
      { type: 'slowDown', intervalMs: 22_000, retryAfterMs: 1000 },
      { type: 'granted' },
      { type: 'ended', error: { reason: 'denied', error: 'access_denied' } },
      { type: 'ended', error: { reason: 'expired', error: 'expired_token' } },
      { type: 'ended', error: { reason: 'refused', error: 'invalid_client' } },
    ])
    const tokens = outcomes[2]?.type === 'granted' && outcomes[2].tokens
    expect(tokens && [tokens.accessToken.reveal(), tokens.refreshToken, tokens.expiresAt]).toEqual([
      'mine',
      undefined,
      undefined,
    ])
  })

  test('fail in each way the port knows: a blip, a typed end, a bug', async () => {
    const services = createScriptedServices({
      polls: [{ fault: 'rateLimited', retryAfterMs: 9000 }, { error: 'invalidResponse', code: 'odd' }, 'unexpected'],
    })
    const poll = (): Promise<unknown> =>
      services.pollToken(deviceAuthorization(), call()).catch((error: unknown) => error)
    const blip = await poll()
    expect(blip).toBeInstanceOf(TransientFault)
    expect(blip).toMatchObject({ reason: 'rateLimited', retryAfterMs: 9000, receivedAt: virtualEpoch })
    const end = await poll()
    expect(end).toBeInstanceOf(DeviceFlowError)
    expect(end).toMatchObject({ reason: 'invalidResponse', error: 'odd' })
    const bug = await poll()
    expect(bug).toBeInstanceOf(Error)
    expect(bug).not.toBeInstanceOf(DeviceFlowError)
  })

  test('take their time, and stamp the answer with when it arrived', async () => {
    const services = createScriptedServices({ polls: [{ after: 3000, do: 'pending' }] })
    const outcome = services.pollToken(deviceAuthorization(), call())
    await services.clock.advance(2999)
    expect(services.inFlight('pollToken')).toBe(1)
    await services.clock.advance(1)
    expect(await outcome).toEqual({ type: 'pending', receivedAt: virtualEpoch + 3000, receivedAtMonotonic: 3000 })
    const [record] = services.calls('pollToken')
    expect(record).toMatchObject({
      startedAt: { wall: virtualEpoch, monotonic: 0 },
      endedAt: { wall: virtualEpoch + 3000, monotonic: 3000 },
      end: 'resolved',
    })
  })

  test('hang until they are aborted, and leave no timer behind', async () => {
    const services = createScriptedServices({ polls: ['hang', { after: 60_000, do: 'granted' }] })
    for (const _ of ['hang', 'slow']) {
      const controller = call()
      const outcome = services.pollToken(deviceAuthorization(), controller)
      await services.clock.advance(1000)
      controller.abort(new Error('cancelled'))
      await expect(outcome).rejects.toThrow('cancelled')
    }
    expect(services.calls('pollToken').map(({ end }) => end)).toEqual(['aborted', 'aborted'])
    expect(services.clock.pendingTimers).toBe(0)
  })

  test('E2: count no request for a signal that was aborted before', async () => {
    const services = createScriptedServices()
    const { signal } = { signal: AbortSignal.abort() }
    await expect(services.requestDeviceAuthorization({}, { signal })).rejects.toThrow('aborted')
    await expect(services.pollToken(deviceAuthorization(), { signal })).rejects.toThrow('aborted')
    expect([services.calls('requestDeviceAuthorization'), services.calls('pollToken')]).toEqual([[], []])
  })

  test('B10: show two polls in flight at once, and how close together polls were', async () => {
    const services = createScriptedServices({
      polls: [
        { after: 1000, do: 'pending' },
        { after: 1000, do: 'pending' },
      ],
    })
    void services.pollToken(deviceAuthorization(), call())
    void services.pollToken(deviceAuthorization(), call())
    await services.clock.advance(1000)
    services.clock.jumpWall(60_000)
    await services.clock.advance(5000)
    await services.pollToken(deviceAuthorization(), call())
    expect(services.maxInFlight('pollToken')).toBe(2)
    expect(services.inFlight('pollToken')).toBe(0)
    expect(services.gaps('pollToken')).toEqual([
      { wall: -1000, monotonic: -1000 },
      { wall: 65_000, monotonic: 5000 },
    ])
  })

  test('F4: rotate tokens on a refresh, and leave out what the reply leaves out: the chart keeps that', async () => {
    const services = createScriptedServices({
      refreshes: ['refreshed', { refreshed: { refreshToken: null } }, 'refused'],
    })
    const first = await services.refreshTokens(
      tokenSet({ accessToken: 'old', refreshToken: 'old-refresh', scope: 'a b' }),
    )
    if (first.type !== 'refreshed') throw first.error
    expect(first.tokens.refreshToken?.reveal()).toBe('refresh-token-1')
    expect([first.tokens.scope, first.tokens.idToken, first.tokens.claims]).toEqual([undefined, undefined, undefined])
    const second = await services.refreshTokens(first.tokens)
    if (second.type !== 'refreshed') throw second.error
    expect(second.tokens.accessToken.reveal()).toBe('access-token-2')
    expect(second.tokens.refreshToken).toBeUndefined()
    expect(await services.refreshTokens(second.tokens)).toMatchObject({
      type: 'refused',
      error: { reason: 'signedOut', error: 'invalid_grant' },
    })
  })

  test('remember which tokens were revoked, even when that failed', async () => {
    const services = createScriptedServices({ revocations: ['ok', { fault: 'offline' }] })
    const [one, two] = [tokenSet({ accessToken: 'one' }), tokenSet({ accessToken: 'two' })]
    await services.revokeTokens(one)
    await expect(services.revokeTokens(two)).rejects.toThrow('offline')
    expect(services.revoked).toEqual([one, two])
  })

  test('accept more of the script while a login runs', async () => {
    const services = createScriptedServices({ authorizations: ['unexpected'] })
    services.script({ authorizations: [{ ok: { userCode: 'LATE', verificationUriComplete: null } }] })
    await expect(services.requestDeviceAuthorization({}, call())).rejects.toThrow('bug')
    const authorization = await services.requestDeviceAuthorization({ scope: 'openid' }, call())
    expect(authorization.userCode).toBe('LATE')
    expect(authorization).not.toHaveProperty('verificationUriComplete')
    expect(services.calls('requestDeviceAuthorization')[1]?.input).toEqual({ scope: 'openid' })
  })

  test('sleep on the same virtual clock', async () => {
    const clock = createVirtualClock({ wallRate: 0.5 })
    const services = createScriptedServices({ clock })
    let awake = false
    void services.sleep({ until: clock.now() + 1000 }, call()).then(() => (awake = true))
    await clock.advance(1999)
    expect(awake).toBe(false)
    await clock.advance(1)
    expect(awake).toBe(true)
  })
})

describe('scripted services that keep a session', () => {
  const kept: DeviceSession = { version: 1, type: 'signedIn', tokens: tokenSet(), refreshInFlight: false }

  test('are those whose script says what is restored, be it nothing', () => {
    expect(createScriptedServices().session).toBeUndefined()
    expect(createScriptedServices({ restores: [] }).session).toBeDefined()
  })

  test('restore step by step, and nothing when the script has run out', async () => {
    const services = createScriptedServices({ restores: [{ error: 'storage' }, kept] })
    services.script({ restores: [{ after: 1000, do: kept }] })
    await expect(services.session!.restore(call())).rejects.toMatchObject({ reason: 'storage' })
    expect(await services.session!.restore(call())).toBe(kept)
    const slow = services.session!.restore(call())
    await services.clock.advance(1000)
    expect(await slow).toBe(kept)
    expect(await services.session!.restore(call())).toBeUndefined()
    expect(services.session!.restores).toBe(4)
  })

  test('tell those who watch, for as long as they do, and remember what was to be forgotten', async () => {
    const { session } = createScriptedServices({ restores: [] })
    const heard: string[] = []
    const stop = session!.watch(({ type }) => heard.push(type))
    session!.notify({ type: 'sessionSaved' })
    expect(session!.watchers).toBe(1)
    stop()
    session!.notify({ type: 'sessionSaved' })
    expect([heard, session!.watchers]).toEqual([['sessionSaved'], 0])
    const authorization = deviceAuthorization()
    await session!.forget(authorization)
    expect(session!.forgotten).toEqual([authorization])
  })
})

test('a lost reply says when its request was sent, a fault before that does not', async () => {
  const services = createScriptedServices({
    refreshes: [{ after: 2000, do: { fault: 'timeout', isLost: true } }, { fault: 'offline' }],
  })
  const lost = services.refreshTokens(tokenSet()).catch((fault: unknown) => fault)
  await services.clock.advance(2000)
  expect(await lost).toMatchObject({ sentAt: virtualEpoch, receivedAt: virtualEpoch + 2000 })
  expect(await services.refreshTokens(tokenSet()).catch((fault: unknown) => fault)).toMatchObject({ sentAt: undefined })
})

test('a refusal says when it came, where it is to, and tokens that they could not be kept', async () => {
  const services = createScriptedServices({
    polls: [{ granted: {}, unsaved: true }],
    refreshes: ['refused', { refused: { isTimed: true } }, { refreshed: {}, unsaved: true }],
  })
  expect(await services.refreshTokens(tokenSet())).not.toHaveProperty('receivedAt')
  expect(await services.refreshTokens(tokenSet())).toMatchObject({ type: 'refused', receivedAt: virtualEpoch })
  expect(await services.refreshTokens(tokenSet())).toMatchObject({ type: 'refreshed', unsaved: true })
  expect(await services.pollToken(deviceAuthorization(), call())).toMatchObject({ type: 'granted', unsaved: true })
})
