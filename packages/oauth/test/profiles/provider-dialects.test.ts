import { tokenSet } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { call, endOf, errorOf } from '../support.ts'
import { withProvider } from './provider-client.ts'

describe.concurrent('AWS, which registers a client before each login (A9)', () => {
  test('a code and a refresh token carry their client, so another process can go on with them', async () => {
    await withProvider('aws', {}, async ({ server, again, request, signIn }) => {
      const authorization = await request()
      server.approve()
      expect(await again().pollToken(authorization, call)).toMatchObject({ type: 'granted' })
      expect(await again().refreshTokens(await signIn())).toMatchObject({ type: 'refreshed' })

      const [registration] = server.requests('/client/register')
      expect(JSON.parse(registration?.body ?? '')).toEqual({
        clientName: 'client-1',
        clientType: 'public',
        scopes: ['openid', 'offline_access'],
      })
      const [asked] = server.requests('/device_authorization')
      expect(JSON.parse(asked?.body ?? '')).toMatchObject({ startUrl: 'https://d-123.awsapps.com/start' })
    })
  })

  test('a client that has ended ends what its login brought: signing in again is all that there is to do', async () => {
    await withProvider('aws', {}, async ({ server, services, request, signIn }) => {
      const authorization = await request()
      server.approve()
      const tokens = await signIn()
      const { aws } = await import('../../src/profiles/index.ts')
      const anew = createOAuthServices({
        provider: aws({ region: 'eu-central-1' }),
        clientId: 'client-1',
        fetch: () =>
          Promise.resolve(
            Response.json(
              { error: 'invalid_client', error_description: 'Invalid client' },
              { status: 401, headers: { 'x-amzn-errortype': 'InvalidClientException' } },
            ),
          ),
      })
      const refreshed = await anew.refreshTokens(tokens)
      expect(refreshed.type === 'refused' && refreshed.error).toMatchObject({
        reason: 'signedOut',
        message: expect.stringContaining('Sign in again.'),
      })
      const { reason, message } = endOf(await anew.pollToken(authorization, call))
      expect([reason, message]).toEqual(['expired', expect.stringContaining('Start again to get a new one.')])
      expect(await services.refreshTokens(tokens)).toMatchObject({ type: 'refreshed' })
    })
  })

  test('a client that was registered by hand and is refused is told as such', async () => {
    const { aws } = await import('../../src/profiles/index.ts')
    const services = createOAuthServices({
      provider: aws({ region: 'eu-central-1' }),
      clientId: 'client-1',
      clientAuth: { clientSecret: 'by-hand' },
      fetch: () => Promise.resolve(Response.json({ error: 'invalid_client' }, { status: 401 })),
    })
    expect((await services.refreshTokens(tokenSet())).type).toBe('refused')
    expect(await errorOf(services.requestDeviceAuthorization({}, call))).toMatchObject({ error: 'invalid_client' })
  })

  test('a registration that is refused ends the login in its words, and no secret of the client is in an error', async () => {
    const { aws } = await import('../../src/profiles/index.ts')
    const answers = [
      Response.json({ error: 'invalid_client_metadata', error_description: 'Bad name' }, { status: 400 }),
      Response.json({ clientId: 'c', clientSecret: 'registered-secret-1' }),
      Response.json({ error: 'invalid_request', error_description: 'not registered-secret-1' }, { status: 400 }),
    ]
    const services = createOAuthServices({
      provider: aws({ region: 'eu-central-1' }),
      clientId: 'client-1',
      fetch: () => Promise.resolve(answers.shift()!),
    })
    expect((await errorOf(services.requestDeviceAuthorization({}, call))).message).toContain('Bad name')
    const refused = await errorOf(services.requestDeviceAuthorization({}, call))
    expect(refused.message).toContain('invalid_request')
    expect(JSON.stringify({ ...refused, message: refused.message })).not.toContain('registered-secret-1')
  })
})

describe.concurrent('Salesforce, which says neither how long a code lives nor how long tokens do', () => {
  test('a code is taken to live 500 s, and tokens are not taken to end', async () => {
    await withProvider('salesforce', {}, async ({ services, request, signIn }) => {
      const authorization = await request()
      expect(Math.round((authorization.expiresAt - authorization.receivedAt) / 1000)).toBe(500)
      const tokens = await signIn()
      expect(tokens.expiresAt).toBeUndefined()
      const renewed = await services.refreshTokens(tokens)
      expect(renewed.type === 'refreshed' && renewed.tokens.expiresAt).toBeUndefined()
    })
  })
})

describe.concurrent('Trakt and Twitch, which speak otherwise', () => {
  test('Trakt: what a status stands for holds for polls alone, and a code in the body wins', async () => {
    const { trakt } = await import('../../src/profiles/index.ts')
    const answers = [
      Response.json({
        device_code: 'd',
        user_code: 'AB',
        verification_url: 'https://trakt.tv/activate',
        expires_in: 600,
      }),
      Response.json({ error: 'invalid_client' }, { status: 400 }),
      Response.json({ error: 'invalid_grant' }, { status: 400 }),
    ]
    const asked: string[] = []
    const services = createOAuthServices({
      provider: trakt(),
      clientId: 'client-1',
      clientAuth: { clientSecret: 'trakt-secret' },
      fetch(address) {
        asked.push(String(address))
        return Promise.resolve(answers.shift()!)
      },
    })
    const authorization = await services.requestDeviceAuthorization({}, call)
    expect(endOf(await services.pollToken(authorization, call)).error).toBe('invalid_client')
    expect(await services.refreshTokens(tokenSet())).toMatchObject({
      type: 'refused',
      error: { error: 'invalid_grant' },
    })
    expect(asked.at(-1)).toBe('https://api.trakt.tv/oauth/token')
  })

  test('Twitch: a login that another process goes on with repeats the scopes of its settings', async () => {
    await withProvider('twitch', {}, async ({ again, request, server }) => {
      const authorization = await request()
      server.approve()
      expect(await again().pollToken(authorization, call)).toMatchObject({ type: 'granted' })
      expect(server.requests(server.paths.token)[0]?.form.get('scopes')).toBe('openid offline_access')
    })
  })

  test('Twitch: of two logins at once, each repeats its own scopes', async () => {
    await withProvider('twitch', {}, async ({ server, services }) => {
      const first = await services.requestDeviceAuthorization({ scope: 'chat:read' }, call)
      await services.requestDeviceAuthorization({ scope: 'bits:read' }, call)
      await services.pollToken(first, call)
      expect(server.requests(server.paths.token)[0]?.form.get('scopes')).toBe('chat:read')
    })
  })

  test('Twitch: a poll repeats the scopes of its login, and a refresh token that was used ends the session', async () => {
    await withProvider('twitch', {}, async ({ server, services }) => {
      const authorization = await services.requestDeviceAuthorization({ scope: 'chat:read' }, call)
      await services.pollToken(authorization, call)
      expect(server.requests(server.paths.token)[0]?.form.get('scopes')).toBe('chat:read')
      const refused = await services.refreshTokens(tokenSet())
      expect(refused).toMatchObject({ type: 'refused' })
    })
  })
})
