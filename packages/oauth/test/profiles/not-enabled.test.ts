import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { auth0, facebook, github, okta } from '../../src/profiles/index.ts'
import type { Provider } from '../../src/index.ts'
import { call, endOf, errorOf } from '../support.ts'

// As Facebook says it of an app whose setting is off.
const OFF_AT_FACEBOOK = {
  error: {
    message: '(#3) enable "Login from Devices" in the app\'s Client OAuth Settings',
    type: 'OAuthException',
    code: 3,
    fbtrace_id: 'AbCdEf',
  },
}

function servicesAt(provider: Provider, body: object) {
  return createOAuthServices({
    provider,
    endpoints: {
      deviceAuthorizationEndpoint: 'https://id.example.com/device',
      tokenEndpoint: 'https://id.example.com/token',
    },
    clientId: 'app-1',
    clientAuth: { clientSecret: 'client-token' },
    fetch: async () => Response.json(body, { status: 400 }),
  })
}

describe('where the flow is not enabled for the client, the error says where to, in the words of the console', () => {
  test.each([
    ['Facebook', facebook(), OFF_AT_FACEBOOK, 'At Facebook: Facebook Login, Settings: Login from Devices is on.'],
    ['GitHub', github(), { error: 'device_flow_disabled' }, 'At GitHub: The app’s settings: Enable Device Flow.'],
    [
      'Auth0',
      auth0({ tenant: 'a' }),
      { error: 'unauthorized_client' },
      'At Auth0: Applications, the application, Advanced Settings, Grant Types: Device Code',
    ],
    [
      'Okta',
      okta({ tenant: 'a' }),
      { error: 'unauthorized_client' },
      'At Okta: The application’s Grant type: Device Authorization',
    ],
  ])('%s', async (_name, provider, body, line) => {
    const error = await errorOf(servicesAt(provider, body).requestDeviceAuthorization({}, call))
    expect(error.reason).toBe('unsupported')
    expect(error.message).toContain(
      `may not use the device flow. Enable it in the client's settings at the server. ${line}`,
    )
  })

  test('the server is quoted beside it', async () => {
    const error = await errorOf(servicesAt(facebook(), OFF_AT_FACEBOOK).requestDeviceAuthorization({}, call))
    expect(error).toMatchObject({ error: 'unauthorized_client', errorDescription: OFF_AT_FACEBOOK.error.message })
  })

  test('but not where a session may not be renewed: that is another setting', async () => {
    const { tokenSet } = await import('@device-flow/testing')
    const services = servicesAt(github(), { error: 'unauthorized_client' })
    expect(endOf(await services.refreshTokens(tokenSet())).message).not.toContain('Enable Device Flow')
  })
})
