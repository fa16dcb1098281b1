import { describe, expect, test } from 'vitest'
import type { RefreshStep } from '@device-flow/testing/virtual'
import { toDeviceSession, type DeviceFlowInput } from '../src/index.ts'
import { freshTokens, renewTokens } from '../src/tokens/index.ts'
import { login } from './support.ts'

const HOUR_MS = 3_600_000
const refused: RefreshStep = { refused: { isTimed: true } }

/** A session that the server has refused to renew, half an hour before its access token ends. */
async function refusedHalfway(refreshes: RefreshStep[] = [refused], input?: DeviceFlowInput) {
  const flow = login({ polls: ['granted'], refreshes }, input)
  flow.send({ type: 'start' })
  await flow.decided()
  await flow.clock.advance(HOUR_MS / 2)
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  const now = (): number => flow.clock.now()
  return { ...flow, fresh: () => freshTokens(flow.actor, now).then(({ accessToken }) => accessToken.reveal()) }
}

describe('a refresh that the server refuses while the access token lives (R9, T4)', () => {
  test('does not sign out: the view says that the session is not renewable, why, and until when', async () => {
    const flow = await refusedHalfway()
    expect(flow.view()).toMatchObject({
      status: 'authorized',
      refreshing: false,
      renewable: false,
      endsAt: flow.clock.now() + HOUR_MS / 2,
      problem: { reason: 'signedOut', error: 'invalid_grant' },
    })
  })

  test('is signed out when the access token ends, without another request', async () => {
    const flow = await refusedHalfway()
    await flow.clock.advance(HOUR_MS / 2 - 1)
    expect(await flow.fresh()).toBe('access-token-1')
    expect(flow.state()).toBe('authorized')
    await flow.clock.advance(1)
    expect(flow.view()).toMatchObject({ status: 'error', error: { error: 'invalid_grant' }, canResume: false })
    await expect(flow.fresh()).rejects.toMatchObject({ reason: 'signedOut', error: 'invalid_grant' })
    expect(flow.services.calls('refreshTokens')).toHaveLength(1)
  })

  test('is signed out at once when someone needs a new access token: a 401 says that this one is dead', async () => {
    const flow = await refusedHalfway()
    await expect(renewTokens(flow.actor)).rejects.toMatchObject({ reason: 'signedOut', error: 'invalid_grant' })
    expect(flow.view()).toMatchObject({ status: 'error', canResume: false })
    expect(flow.services.calls('refreshTokens')).toHaveLength(1)
  })

  test('tells those who asked for the refresh that it was refused, and gives others the token that lives', async () => {
    const flow = login({ polls: ['granted'], refreshes: [refused] })
    flow.send({ type: 'start' })
    await flow.decided()
    await expect(renewTokens(flow.actor)).rejects.toMatchObject({ error: 'invalid_grant' })
    const { accessToken } = await freshTokens(flow.actor, () => flow.clock.now())
    expect(accessToken.reveal()).toBe('access-token-1')
  })

  test('is still so after a restart', async () => {
    const flow = await refusedHalfway()
    const session = toDeviceSession(flow.actor.getSnapshot())
    const restored = login({ clock: flow.clock }, { session })
    expect(restored.view()).toMatchObject({ renewable: false, problem: { error: 'invalid_grant' } })
    await flow.clock.advance(HOUR_MS / 2)
    expect(restored.error()?.error).toBe('invalid_grant')
    expect(restored.services.calls('refreshTokens')).toHaveLength(0)
  })

  test('can be signed out of, and signed in anew after the end', async () => {
    const flow = await refusedHalfway()
    flow.send({ type: 'signOut' })
    await flow.clock.advance(0)
    expect(flow.view().status).toBe('idle')
    expect(flow.services.revoked).toHaveLength(1)
  })

  test('ends for those who ask, and for nobody else, when the clock fails', async () => {
    const flow = login({ polls: ['granted'], refreshes: [refused] })
    flow.send({ type: 'start' })
    await flow.decided()
    flow.services.sleep = () => Promise.reject(new Error('clock'))
    flow.send({ type: 'refresh' })
    await flow.clock.advance(HOUR_MS)
    expect(flow.state()).toBe('authorized')
    await expect(freshTokens(flow.actor, () => flow.clock.now())).rejects.toMatchObject({ error: 'invalid_grant' })
    flow.send({ type: 'refresh' })
    expect(flow.error()?.error).toBe('invalid_grant')
  })
})

describe('a refresh that is refused for another reason than the end of the session, while the access token lives (R13, T4)', () => {
  const notAllowed: RefreshStep = { refused: { isTimed: true, reason: 'unsupported', code: 'unauthorized_client' } }
  const problem = { reason: 'unsupported', error: 'unauthorized_client' }

  test('ends nothing: the view says why, and until when, and the server is asked again at the end alone', async () => {
    const flow = await refusedHalfway([notAllowed, 'refreshed'])
    const failed: unknown[] = []
    flow.actor.on('failed', (event) => failed.push(event))
    const endsAt = flow.clock.now() + HOUR_MS / 2
    expect(flow.view()).toMatchObject({ status: 'authorized', refreshing: false, renewable: false, endsAt, problem })
    await flow.clock.advance(HOUR_MS / 2 - 1)
    expect(flow.view()).toMatchObject({ status: 'authorized', problem })
    expect([await flow.fresh(), failed]).toEqual(['access-token-1', []])
    expect(flow.services.calls('refreshTokens')).toHaveLength(1)
    await flow.clock.advance(1)
    expect(flow.view()).toMatchObject({ status: 'authorized', renewable: true, problem: undefined })
    expect(flow.services.calls('refreshTokens')).toHaveLength(2)
  })

  test('tells those who ask for a renewal, once in each back-off, and they can try again', async () => {
    const flow = await refusedHalfway([notAllowed, 'refreshed'])
    await expect(renewTokens(flow.actor)).rejects.toMatchObject(problem)
    expect(flow.services.calls('refreshTokens')).toHaveLength(1)
    await flow.clock.advance(5_000)
    expect((await renewTokens(flow.actor)).accessToken.reveal()).toBe('access-token-2')
    expect(flow.view()).toMatchObject({ renewable: true, problem: undefined })
  })

  test('is an end, from which it can be resumed, once the access token is dead', async () => {
    const flow = await refusedHalfway([notAllowed, notAllowed])
    await flow.clock.advance(HOUR_MS / 2)
    expect(flow.view()).toMatchObject({ status: 'error', error: problem, canResume: true })
  })
})

describe('a refused refresh signs out at once', () => {
  test('where that was asked for', async () => {
    const flow = await refusedHalfway([refused], { endWhenRefused: true })
    expect(flow.view()).toMatchObject({ status: 'error', error: { error: 'invalid_grant' } })
  })

  test('where the ID token that came with it is wrong', async () => {
    const flow = await refusedHalfway([{ refused: { isTimed: true, reason: 'invalidIdToken' } }])
    expect(flow.view()).toMatchObject({ status: 'error', canResume: false })
  })

  test('where nobody knows when the refusal came', async () => {
    expect((await refusedHalfway(['refused'])).state()).toBe('error')
  })

  test('where the access token is dead', async () => {
    const flow = await refusedHalfway([{ after: HOUR_MS / 2, do: refused }])
    await flow.clock.advance(HOUR_MS / 2)
    expect(flow.error()?.error).toBe('invalid_grant')
  })

  test('where nobody knows when the access token dies', async () => {
    const flow = login({ polls: [{ granted: { expiresInMs: null } }], refreshes: [refused] })
    flow.send({ type: 'start' })
    await flow.decided()
    flow.send({ type: 'refresh' })
    await flow.clock.advance(0)
    expect(flow.error()?.error).toBe('invalid_grant')
  })
})
