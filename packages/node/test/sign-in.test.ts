import type { DeviceFlowView } from '@device-flow/machine'
import { virtualEpoch } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { signIn } from '../src/index.ts'
import { login } from './login.ts'

const prompt = {
  userCode: 'WDJB-MJHT',
  verificationUri: 'https://id.example.com/activate',
  verificationUriComplete: 'https://id.example.com/activate?user_code=WDJB-MJHT',
  expiresAt: virtualEpoch + 900_000,
  expiresInSeconds: 900,
  intervalMs: 5000,
}

const unreachable = (): never => expect.unreachable('no request was expected')

const failing = (): never => {
  throw new Error('no screen')
}

const failingAtSuccess = ({ status }: DeviceFlowView): void => {
  if (status === 'authorized') throw new Error('no screen')
}

describe('signIn', () => {
  test('shows the code once, polls, and resolves to a session when the person has approved', async () => {
    const { services, prompts, views, session } = login({ polls: ['pending', 'granted'] })
    await services.clock.advance(10_000)
    expect(prompts).toEqual([prompt])
    expect(views.map((view) => view.status)).toEqual(['requesting', 'awaitingUser', 'authorized'])
    const { claims, scope, view } = await session
    expect(claims?.sub).toBe('person-1')
    expect(scope).toBe('openid offline_access')
    expect(view.status).toBe('authorized')
  })

  test.each([3_600_000, -3_600_000])(
    'shows the code once, though its times follow a clock that is set by %d ms (case 12)',
    async (jump) => {
      const { services, prompts, views, session } = login({ polls: ['pending', 'pending', 'pending', 'granted'] })
      await services.clock.advance(6_000)
      services.clock.jumpWall(jump)
      await services.clock.advance(30_000)
      await session
      expect(prompts).toHaveLength(1)
      expect(views).toContainEqual(
        expect.objectContaining({ status: 'awaitingUser', expiresAt: prompt.expiresAt + jump }),
      )
    },
  )

  test('leaves out of the prompt what the server left out', async () => {
    const { services, prompts } = login({ authorizations: [{ ok: { verificationUriComplete: null } }] })
    await services.clock.advance(0)
    expect(prompts[0]).not.toHaveProperty('verificationUriComplete')
  })

  test('tells the life of a code in whole seconds, the duration of the request given back', async () => {
    const { services, prompts } = login({ authorizations: [{ ok: { expiresInMs: 599_800 } }] })
    await services.clock.advance(0)
    expect(prompts[0]?.expiresInSeconds).toBe(600)
  })

  test('shows each new code when expired ones are renewed on demand (E6)', async () => {
    const short = { ok: { expiresInMs: 8000 } }
    const { services, prompts, session } = login(
      { authorizations: [short, short], polls: ['pending', 'expired', 'granted'] },
      { renewals: 1 },
    )
    await services.clock.advance(20_000)
    await session
    expect(prompts).toHaveLength(2)
  })

  test.each([
    ['denied', { polls: ['denied' as const] }, 'access_denied'],
    ['expired', { polls: ['expired' as const] }, 'expired_token'],
    [
      'unsupported',
      { authorizations: [{ error: 'unsupported' as const, code: 'unauthorized_client' }] },
      'unauthorized_client',
    ],
    ['unexpected', { polls: ['unexpected' as const] }, undefined],
  ])('rejects with a typed error when a login ends as %s', async (reason, script, error) => {
    const { services, views, session } = login(script)
    await services.clock.advance(5000)
    await expect(session).rejects.toMatchObject({ name: 'DeviceFlowError', reason, error })
    expect(views.at(-1)).toMatchObject({ status: 'error', error: { reason } })
    expect(services.clock.pendingTimers).toBe(0)
  })

  test('counts blips in the view, and gives up as offline when the budget is spent (D3)', async () => {
    const { services, views, session } = login(
      { polls: [{ fault: 'offline' }, { fault: 'timeout' }] },
      { blipBudget: 2 },
    )
    await services.clock.advance(60_000)
    await expect(session).rejects.toMatchObject({ reason: 'offline' })
    expect(views).toContainEqual(expect.objectContaining({ status: 'awaitingUser', blips: 1, lastBlip: 'offline' }))
  })

  test('rejects with what is wrong in the options, before any request', async () => {
    const wrong = signIn({ issuer: 'http://id.example.com', clientId: 'tv', onPrompt() {}, fetch: unreachable })
    await expect(wrong).rejects.toMatchObject({ name: 'OAuthOptionsError', option: 'issuer' })
  })
})

describe('what the caller shows', () => {
  test('is not waited for: polling begins while onPrompt hangs (G1, G3)', async () => {
    const { services, session } = login({ polls: ['granted'] }, { onPrompt: () => new Promise(() => {}) })
    await services.clock.advance(5000)
    await expect(session).resolves.toMatchObject({ view: { status: 'authorized' } })
  })

  test.each([
    ['throws', failing],
    ['rejects', () => Promise.reject(new Error('no screen'))],
  ])('ends the login when onPrompt %s, as nobody can know the code', async (_, onPrompt) => {
    const { services, session } = login({}, { onPrompt })
    await services.clock.advance(0)
    await expect(session).rejects.toThrow('no screen')
    expect(services.clock.pendingTimers).toBe(0)
  })

  test('may fail late without harm: an onPrompt that rejects after sign-in is ignored', async () => {
    let fail: ((error: Error) => void) | undefined
    const onPrompt = (): Promise<void> => new Promise((_, reject) => void (fail = reject))
    const { services, session } = login({ polls: ['granted'] }, { onPrompt })
    await services.clock.advance(5000)
    fail?.(new Error('too late'))
    expect((await session).view.status).toBe('authorized')
  })

  test('ends the login when onChange throws', async () => {
    const { services, session } = login({}, { onChange: failing })
    await services.clock.advance(0)
    await expect(session).rejects.toThrow('no screen')
    expect(services.clock.pendingTimers).toBe(0)
  })
})

describe('a caller who fails at the good news', () => {
  test('gets no session, and its tokens are revoked', async () => {
    const { services, session } = login({ polls: ['granted'] }, { onChange: failingAtSuccess })
    await services.clock.advance(5000)
    await expect(session).rejects.toThrow('no screen')
    expect(services.revoked).toHaveLength(1)
    expect(services.clock.pendingTimers).toBe(0)
  })
})
