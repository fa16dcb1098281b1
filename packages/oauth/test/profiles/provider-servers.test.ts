import { startProviderServer, tokenSet } from '@device-flow/testing'
import type { FixtureName, Shape } from '@device-flow/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { allProviders, dex, djangoOauthToolkit } from '../../src/profiles/index.ts'
import { call, endOf, errorOf } from '../support.ts'
import { withProvider } from './provider-client.ts'

// OpenAI is known for its texts alone: there is nothing to stand in for.
const names = allProviders.map(({ profile }) => profile.name).filter((name) => name !== 'openai') as FixtureName[]
const shapes: Shape[] = ['documented', 'other']
const cases = names.flatMap((name) => shapes.map((shape) => ({ name, shape })))
// What a device hears of a person's no, where it is not that.
const AFTER_A_NO: Partial<Record<FixtureName, string>> = { dex: 'pending', doorkeeper: 'refused' }
const isRefreshing = (name: string): boolean => name !== 'facebook' && name !== 'better-auth'

describe.concurrent('at the server of each provider, as it is documented and as it was seen (A8)', () => {
  test.each(cases)('$name, $shape: not yet, then tokens, and renewed', async ({ name, shape }) => {
    await withProvider(name, { shape }, async ({ server, services, request }) => {
      const authorization = await request()
      expect(authorization).toMatchObject({
        userCode: expect.stringMatching(/^[\w-]+$/),
        verificationUri: expect.stringMatching(`^${server.origin}/activate`),
      })
      expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'pending' })

      server.approve()
      const outcome = await services.pollToken(authorization, call)
      if (outcome.type !== 'granted') throw new Error(`${outcome.type}: ${JSON.stringify(outcome)}`)
      expect(outcome.tokens.accessToken.reveal()).toMatch(/^access-/)
      expect(outcome.tokens.scope).toBe(name === 'trakt' ? 'public' : 'openid offline_access')

      const refreshed = await services.refreshTokens(outcome.tokens)
      expect(refreshed.type).toBe(isRefreshing(name) ? 'refreshed' : 'refused')
    })
  })

  test.each(names)('%s: tokens are renewed and revoked as its profile says', async (name) => {
    await withProvider(name, {}, async ({ server, services, signIn }) => {
      const { supports, refresh = {} } = allProviders.find(({ profile }) => profile.name === name)!.profile
      const { rotation, grace = '' } = refresh
      expect(server.paths.revocation !== undefined).toBe(supports.revocation === true)
      const tokens = await signIn()
      expect(tokens.refreshToken !== undefined).toBe(supports['refresh tokens'] ?? true)
      const refreshed = await services.refreshTokens(tokens)
      if (refreshed.type !== 'refreshed') return
      const isRotated = refreshed.tokens.refreshToken !== undefined
      expect(['optional', isRotated ? 'always' : 'never']).toContain(rotation ?? 'optional')
      const again = await services.refreshTokens(tokens)
      expect(again.type === 'refreshed').toBe(!isRotated || /^(?:A used one is not revoked|\d+ s)/.test(grace))
    })
  })

  test.each(cases)('$name, $shape: a code that ran out is said to have', async ({ name, shape }) => {
    await withProvider(name, { shape, expiresIn: 0.001 }, async ({ services, request }) => {
      const authorization = await request()
      expect(endOf(await services.pollToken({ ...authorization, expiresAt: Date.now() + 60_000 }, call)).reason).toBe(
        'expired',
      )
    })
  })

  test.each(names)('%s: told to be slower, it is', async (name) => {
    await withProvider(name, { interval: 30 }, async ({ services, request }) => {
      expect(await services.pollToken(await request(), call)).toMatchObject({ type: 'slowDown' })
    })
  })

  test.each(names.filter((name) => !(name in AFTER_A_NO)))('%s: a no is a no', async (name) => {
    await withProvider(name, {}, async ({ server, services, request }) => {
      const authorization = await request()
      server.deny()
      expect(endOf(await services.pollToken(authorization, call)).reason).toBe('denied')
    })
  })
})

describe.concurrent('Dex', () => {
  test.each([
    ['is sent the secret in the body, where the request for a code reads it', undefined, 'granted'],
    ['leaves a login pending whose secret goes by Basic', 'client_secret_basic', 'pending'],
  ] as const)('%s', async (_, method, type) => {
    const server = await startProviderServer('dex', { interval: 0.05, approves: true })
    onTestFinished(() => server.close())
    const services = createOAuthServices({
      provider: dex(),
      ...server.address,
      clientId: 'client-1',
      clientAuth: { ...(method && { method }), clientSecret: 'dex-secret' },
    })
    const authorization = await services.requestDeviceAuthorization({}, call)
    expect(await services.pollToken(authorization, call)).toMatchObject({ type })
  })
})

test.each(Object.entries(AFTER_A_NO))('%s does not tell the device of a no: %s', async (name, told) => {
  await withProvider(name as FixtureName, {}, async ({ server, services, request }) => {
    const authorization = await request()
    server.deny()
    const outcome = await services.pollToken(authorization, call)
    expect(outcome.type === 'ended' ? outcome.error.reason : outcome.type).toBe(told)
  })
})

test('Django OAuth Toolkit is found by one address, as its metadata does not name the endpoint', async () => {
  const server = await startProviderServer('django-oauth-toolkit', { interval: 0.05 })
  onTestFinished(() => server.close())
  const host = `${server.origin}/o`
  const services = createOAuthServices({ provider: djangoOauthToolkit({ host }), clientId: 'client-1' })
  expect(await services.requestDeviceAuthorization({}, call)).toMatchObject({ userCode: expect.any(String) })
  const byIssuer = createOAuthServices({ issuer: host, clientId: 'client-1' })
  expect(await errorOf(byIssuer.requestDeviceAuthorization({}, call))).toMatchObject({
    field: 'device_authorization_endpoint',
  })
})

describe.concurrent('signing out', () => {
  test('Salesforce: the refresh token and the access token are revoked at its own address', async () => {
    await withProvider('salesforce', {}, async ({ server, services, signIn }) => {
      const tokens = await signIn()
      expect(await services.revokeTokens(tokens)).toEqual({ revoked: true })
      const asked = server.requests(server.paths.revocation!).map(({ form }) => form.get('token'))
      expect(asked).toEqual([tokens.refreshToken?.reveal(), tokens.accessToken.reveal()])
    })
  })

  test('Salesforce: a token that is dead already has been revoked', async () => {
    const { salesforce } = await import('../../src/profiles/index.ts')
    const asked: string[] = []
    const services = createOAuthServices({
      provider: salesforce({ host: 'acme.my.salesforce.com' }),
      clientId: 'client-1',
      fetch(address) {
        asked.push(String(address))
        return Promise.resolve(Response.json({ error: 'invalid_token' }, { status: 400 }))
      },
    })
    expect(await services.revokeTokens(tokenSet())).toEqual({ revoked: true })
    expect(asked[0]).toBe('https://acme.my.salesforce.com/services/oauth2/revoke')
  })
})

describe.concurrent('GitHub, which may not know a fresh code yet', () => {
  test.each([undefined, 'github.example.com'])(
    'waits on at the first polls, and then no more: host %s',
    async (host) => {
      const { github } = await import('../../src/profiles/index.ts')
      const code = { device_code: 'd', user_code: 'AB', verification_uri: 'https://github.com/login/device' }
      const services = createOAuthServices({
        provider: github({ host }),
        clientId: 'client-1',
        fetch: (address) =>
          Promise.resolve(
            String(address).endsWith('/code')
              ? Response.json({ ...code, expires_in: 900 })
              : Response.json({ error: 'incorrect_device_code' }),
          ),
      })
      const authorization = await services.requestDeviceAuthorization({}, call)
      const poll = (): Promise<unknown> => services.pollToken(authorization, call)
      expect([await poll(), await poll(), await poll()]).toMatchObject([
        { type: 'pending' },
        { type: 'pending' },
        { type: 'ended' },
      ])
    },
  )
})
