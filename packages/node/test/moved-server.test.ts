import { createVirtualClock, empty, granted, html, startScriptedServer } from '@device-flow/testing'
import { createOAuthServices } from '@device-flow/oauth'
import { expect, onTestFinished, test } from 'vitest'
import { signIn } from './loaded-sign-in.ts'
import type { Session } from '../src/index.ts'

test.each([
  ['token_endpoint', 'token', '/v2/token', empty(404)],
  ['token_endpoint', 'token', '/v2/token', html(410)],
  ['device_authorization_endpoint', 'deviceAuthorization', '/v2/device', empty(404)],
] as const)('a second login finds the %s where it is by now (case 13)', async (member, endpoint, path, gone) => {
  const server = await startScriptedServer({ script: { token: [granted()] } })
  onTestFinished(() => server.close())
  const clock = createVirtualClock({ now: Date.now() })
  const services = createOAuthServices({ issuer: server.issuer, clientId: 'client-1', scope: 'openid', clock })

  /** Signs in, while virtual time passes whenever the server has nothing to answer. */
  async function login(): Promise<Session> {
    const signedIn = signIn({ services, clock, onPrompt() {} })
    for (;;) {
      const session = await Promise.race([signedIn, new Promise<void>((resolve) => setTimeout(resolve, 10))])
      if (session) return session
      if (server.requests().every(({ endedAt }) => endedAt)) await clock.advance(250)
    }
  }

  await login()
  const { deviceAuthorizationEndpoint, tokenEndpoint, jwksUri } = server.endpoints
  server.always('openidConfiguration', {
    body: {
      issuer: server.issuer,
      token_endpoint: tokenEndpoint,
      device_authorization_endpoint: deviceAuthorizationEndpoint,
      jwks_uri: jwksUri,
      [member]: `${server.origin}${path}`,
    },
  })
  server.always(endpoint, gone)
  if (endpoint === 'deviceAuthorization') server.script('token', granted())
  server.always('/v2/token', granted())
  server.always('/v2/device', {
    body: {
      device_code: 'dc',
      user_code: 'WDJB',
      verification_uri: 'https://id.example.com/',
      expires_in: 60,
      interval: 1,
    },
  })
  const before = server.requests().length
  expect((await login()).view.status).toBe('authorized')
  const since = server.requests().slice(before)
  expect(since.filter((request) => request.endpoint === 'openidConfiguration')).toHaveLength(1)
  expect(since.filter((request) => request.endpoint === endpoint)).toHaveLength(1)
})
