import { expect, test } from 'vitest'
import { checkMetadata, type MetadataCheck } from '../../src/set-up/discovery/check-metadata.ts'
import { metadataUrls } from '../../src/set-up/discovery/read-metadata.ts'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'

const ISSUER = 'https://id.example.com/realms/tv'
const COMPLETE = {
  issuer: ISSUER,
  device_authorization_endpoint: `${ISSUER}/device`,
  token_endpoint: `${ISSUER}/token`,
  revocation_endpoint: `${ISSUER}/revoke`,
  userinfo_endpoint: `${ISSUER}/userinfo`,
  jwks_uri: `${ISSUER}/keys`,
  grant_types_supported: ['refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
  code_challenge_methods_supported: ['S256'],
  dpop_signing_alg_values_supported: ['ES256'],
}

function check(changes: object, settings: object = {}): Map<string, MetadataCheck> {
  const checks = checkMetadata(ISSUER, { ...COMPLETE, ...changes }, { ...DEFAULT_SETTINGS, ...settings })
  return new Map(checks.map((one) => [one.member, one]))
}

test('a server that has it all is told so, line by line', () => {
  const checks = check({})
  expect([...checks.keys()].toSorted()).toEqual(Object.keys(COMPLETE).toSorted())
  expect([...checks.values()].map(({ verdict }) => verdict)).toEqual(Object.keys(COMPLETE).map(() => 'found'))
})

test('a server that has nothing misses each line', () => {
  const nothing = Object.fromEntries(Object.keys(COMPLETE).map((member) => [member, undefined]))
  const verdicts = [...check(nothing).values()].map(({ member, verdict }) => [member, verdict])
  expect(new Set(verdicts.map(([, verdict]) => verdict))).toEqual(new Set(['missing']))
})

test.each([
  ['issuer', 'https://id.example.com/realms/other'],
  ['issuer', 'https://id.example.com/realms/{tenantid}'],
  ['token_endpoint', 'http://id.example.com/token'],
  ['device_authorization_endpoint', '/device'],
  ['device_authorization_endpoint', 'javascript:alert(1)'],
  ['jwks_uri', 7],
  // A server elsewhere must not have secrets sent to whatever listens on this computer.
  ['revocation_endpoint', 'http://127.0.0.1:9/revoke'],
  ['id_token_signing_alg_values_supported', []],
  ['id_token_signing_alg_values_supported', ['none']],
  ['grant_types_supported', 'device_code'],
])('%s is wrong as %j', (member, value) => {
  expect(check({ [member]: value }).get(member)?.verdict).toBe('wrong')
})

test('an issuer with another slash at the end is the same server, as for the client, and is told', () => {
  const [check1] = checkMetadata('https://id.example.com', { issuer: 'https://id.example.com/' }, DEFAULT_SETTINGS)
  expect(check1?.verdict).toBe('found')
  expect(check1?.value).toContain('you entered https://id.example.com: by RFC 8414 §3.3 the two must be identical')
})

test('what was chosen decides what is needed', () => {
  const without = { dpop_signing_alg_values_supported: undefined }
  expect(check(without).get('dpop_signing_alg_values_supported')?.isNeeded).toBe(false)
  expect(check(without, { dpop: true }).get('dpop_signing_alg_values_supported')?.isNeeded).toBe(true)
  const method = 'token_endpoint_auth_methods_supported'
  expect(check({}, { clientAuth: 'client_secret_post' }).get(method)?.verdict).toBe('missing')
  // RFC 8414 §2: without the list it is client_secret_basic.
  expect(check({ [method]: undefined }, { clientAuth: 'client_secret_basic' }).get(method)?.verdict).toBe('found')
})

test('what a server says is cleaned before it is shown', () => {
  const { value = '' } = check({ issuer: `https://evil.example/\u202e${'x'.repeat(5000)}` }).get('issuer') ?? {}
  expect(value).not.toContain('\u202e')
  expect(value.length).toBeLessThanOrEqual(300)
})

test('both documents are looked for where the standards put them', () => {
  expect(metadataUrls('https://id.example.com/realms/tv/')).toEqual([
    'https://id.example.com/realms/tv/.well-known/openid-configuration',
    'https://id.example.com/.well-known/oauth-authorization-server/realms/tv',
  ])
})
