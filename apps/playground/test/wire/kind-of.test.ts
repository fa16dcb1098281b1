import { providerNamed } from '@device-flow/oauth/profiles'
import { expect, test } from 'vitest'
import { kindOf } from '../../src/wire/kind-of.ts'
import { endpointsInOptions, KnownEndpoints } from '../../src/wire/known-endpoints.ts'

const request = (method: string, url: string, body = '', type = 'application/x-www-form-urlencoded') => ({
  method,
  url,
  headers: [['content-type', type]] as const,
  body,
})

function endpoints(metadata: object = {}): KnownEndpoints {
  const known = new KnownEndpoints()
  known.learn(metadata)
  return known
}

const METADATA = {
  device_authorization_endpoint: 'https://id.example/start',
  token_endpoint: 'https://id.example/exchange',
  jwks_uri: 'https://id.example/oauth/certificates',
  revocation_endpoint: 'https://id.example/end',
  userinfo_endpoint: 'https://id.example/who',
}

test.each([
  ['POST', 'https://id.example/start', '', 'deviceAuthorization'],
  ['POST', 'https://id.example/exchange', 'grant_type=refresh_token&refresh_token=r', 'refresh'],
  ['POST', 'https://id.example/exchange', 'code=c', 'poll'],
  ['GET', 'https://id.example/oauth/certificates?v=2', '', 'keys'],
  ['POST', 'https://id.example/end', 'id=1', 'revocation'],
  ['GET', 'https://id.example/who', '', 'userInfo'],
  ['GET', 'https://api.example/me', '', 'api'],
  ['POST', 'https://api.example/orders', 'scope=all', 'api'],
])('with metadata, %s %s %s is told by the address that it names', (method, url, body, kind) => {
  expect(kindOf(request(method, url, body), endpoints(METADATA))).toBe(kind)
})

test.each([
  ['GET', 'https://id.example/.well-known/openid-configuration', '', 'discovery'],
  ['GET', 'https://id.example/oauth/keys', '', 'keys'],
  ['GET', 'https://id.example/me', '', 'userInfo'],
  ['POST', 'https://id.example/a', 'client_id=tv&scope=openid', 'deviceAuthorization'],
  ['POST', 'https://id.example/b', 'device_code=c&client_id=tv', 'poll'],
  ['GET', 'https://api.example/monkeys', '', 'api'],
])('without metadata, %s %s %s is told by what is in it', (method, url, body, kind) => {
  expect(kindOf(request(method, url, body), endpoints())).toBe(kind)
})

const json = (members: object): ReturnType<typeof kindOf> =>
  kindOf(request('POST', 'https://oidc.example/x', JSON.stringify(members), 'application/json'), endpoints())

test('JSON as AWS has it is told like a form', () => {
  expect(json({ clientName: 'tv', clientType: 'public' })).toBe('registration')
  expect(json({ clientId: 'tv', clientSecret: 's', startUrl: 'u' })).toBe('deviceAuthorization')
  expect(json({ clientId: 'tv', deviceCode: 'd', grantType: 'g' })).toBe('poll')
})

test('a provider without metadata is told by the endpoints of its profile', () => {
  const known = endpoints(endpointsInOptions({ provider: providerNamed('github')?.() }) as object)
  expect(kindOf(request('POST', 'https://github.com/login/device/code'), known)).toBe('deviceAuthorization')
  expect(kindOf(request('POST', 'https://github.com/login/oauth/access_token'), known)).toBe('poll')
})
