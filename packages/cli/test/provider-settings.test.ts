import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowReason } from '@device-flow/machine'
import {
  auth0,
  aws,
  discord,
  gitlab,
  google,
  keycloak,
  microsoft,
  okta,
  providerNamed,
  twitch,
} from '@device-flow/oauth/profiles'
import { expect, test } from 'vitest'
import { adviceOn } from '../src/doctor/advice-on.ts'
import { clientSettings } from '../src/failure/provider-settings.ts'

const KEYCLOAK = { host: 'id.example.com', tenant: 'demo' }

function refusedWith(error: string, reason: DeviceFlowReason = 'unsupported', errorDescription?: string) {
  return new DeviceFlowError(reason, 'Refused.', { error, errorDescription })
}

test.each([
  ['Microsoft, a client', refusedWith('invalid_client'), microsoft(), 'Allow public client flows is Yes.'],
  ['Microsoft, an app that it does not know', refusedWith('unauthorized_client'), microsoft(), undefined],
  ['GitLab, a client', refusedWith('invalid_client'), gitlab(), 'Confidential is off'],
  ['GitLab, a scope', refusedWith('invalid_scope'), gitlab(), 'has the scopes'],
  ['AWS, a client', refusedWith('unauthorized_client'), aws(), undefined],
  ['Keycloak, a client', refusedWith('unauthorized_client'), keycloak(KEYCLOAK), 'Capability config'],
  ['Keycloak, a client in its own code', refusedWith('invalid_grant'), keycloak(KEYCLOAK), 'Capability config'],
  ['Keycloak, a code', refusedWith('invalid_grant', 'refused'), keycloak(KEYCLOAK), undefined],
  ['Okta, by a policy', refusedWith('access_denied', 'refused'), okta(), 'Access Policies, the rule'],
  ['Okta, a person', refusedWith('access_denied', 'denied'), okta(), undefined],
  [
    'Django OAuth Toolkit, a client that it does not know',
    refusedWith('invalid_request', 'unsupported', 'Invalid client_id parameter value.'),
    providerNamed('django-oauth-toolkit')?.(),
    undefined,
  ],
])('of what a provider refuses, people are told the setting that it is about, or nothing: %s (N7)', async (...row) => {
  const [, failure, provider, said] = row
  // By the provider alone there is no address.
  const advice = await clientSettings(failure, { address: undefined, provider, clientAuth: undefined })
  expect(advice ?? '').toMatch(said ?? /^$/)
})

const IN_GENERAL =
  'On the command line: `DEVICE_FLOW_CLIENT_SECRET` holds the secret, and `--client-auth` says how it is sent.'

test.each([
  ['Microsoft', microsoft(), 'its Secret ID'],
  ['Keycloak', keycloak(KEYCLOAK), 'Credentials, Client Secret'],
  ['Auth0, whose clients of the device flow have none', auth0({ tenant: 'demo.eu' }), 'Method is None'],
  ['Google', google(), 'TVs and Limited Input'],
  ['GitLab', gitlab(), undefined],
  ['Okta', okta(), undefined],
  ['Discord', discord(), undefined],
  ['Twitch', twitch(), undefined],
])('of a client that has sent a secret, nothing is said that is about one without: %s', async (_, provider, said) => {
  const failure = refusedWith('invalid_client')
  for (const clientAuth of [
    { clientSecret: 'canary-secret' },
    { method: 'client_secret_post' as const, clientSecret: 'canary-secret' },
  ]) {
    const advice = await clientSettings(failure, { address: undefined, provider, clientAuth })
    expect(advice ?? '').toMatch(said ?? /^$/)
    const ofDoctor = adviceOn('client', failure, { profile: provider.profile, clientAuth })
    expect(ofDoctor).toBe(advice ?? IN_GENERAL)
  }
  expect(await clientSettings(failure, { address: undefined, provider, clientAuth: { method: 'none' } })).toBeDefined()
})

test('where nothing is known of the server, or it has not refused by a code, there is no such advice', async () => {
  const server = { address: 'https://id.example.com', provider: undefined, clientAuth: undefined }
  expect(await clientSettings(refusedWith('invalid_client'), server)).toBeUndefined()
  expect(
    await clientSettings(new DeviceFlowError('offline', 'Away.'), { ...server, provider: gitlab() }),
  ).toBeUndefined()
  expect(await clientSettings(new Error('x'), undefined)).toBeUndefined()
})
