import { Secret } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { readRefusal } from '../src/fetch/refusal.ts'

/** What a session whose token is of a type reads in a 401 with a challenge. */
function read(tokenType: 'bearer' | 'dpop', challenge: string): string | object | undefined {
  const refusal = readRefusal(new Response(null, { status: 401, headers: { 'www-authenticate': challenge } }), {
    accessToken: new Secret('access token'),
    receivedAt: 0,
    tokenType,
    scope: 'openid',
  })
  return refusal?.type === 'insufficient'
    ? refusal.error.request
    : refusal && (refusal.isCertain ? 'invalid' : 'doubtful')
}

const mfa = { parameters: { acr_values: 'mfa' } }
const stepUp = 'error="insufficient_user_authentication", acr_values="mfa"'

describe.each([
  ['bearer', 'Bearer', 'DPoP'],
  ['dpop', 'DPoP', 'Bearer'],
] as const)('what an API says of a token of the type %s', (type, own, other) => {
  test.each([
    ['a stronger sign-in, by its scheme', `${own} ${stepUp}`, mfa],
    ['a stronger sign-in, by the other (RFC 9470 §3)', `${other} ${stepUp}`, mfa],
    ['a stronger sign-in, beside what it takes', `${own} algs="ES256", ${other} ${stepUp}`, mfa],
    ['an error by each scheme: its own counts', `${other} ${stepUp}, ${own} error="invalid_token"`, 'invalid'],
    [
      'an error by each scheme that is not of the token by its own',
      `${other} error="invalid_token", ${own} error="invalid_request"`,
      undefined,
    ],
    ['an invalid token, by its scheme', `${own} error="invalid_token"`, 'invalid'],
    ['an invalid token, by the other', `${own} realm="a", ${other} error="invalid_token"`, 'invalid'],
    ['nothing of why', `${own} realm="a", ${other} realm="a"`, 'doubtful'],
    ['that it takes the other scheme', `${other} realm="a"`, undefined],
    ['that it wants another nonce', 'DPoP error="use_dpop_nonce"', undefined],
    ['the same by a scheme of its own', `Basic ${stepUp}`, undefined],
  ])('%s', (_, challenge, expected) => {
    expect(read(type, challenge)).toEqual(expected)
  })
})

const TOKEN = 'tok.EN~abc+def/ghi=='

test.each([
  ['URL-encoded', encodeURIComponent(TOKEN)],
  ['URL-encoded in lower case', encodeURIComponent(TOKEN).toLowerCase()],
  ['form-encoded', new URLSearchParams({ t: TOKEN }).toString()],
  ['as JSON of PHP', TOKEN.replaceAll('/', String.raw`\\/`)],
  ['in base64', btoa(`Bearer ${TOKEN}`)],
  ['with a tab in it', `${TOKEN.slice(0, 5)}\t${TOKEN.slice(5)}`],
  ['each character escaped', TOKEN.replaceAll(/./g, String.raw`\$&`)],
])('a token that an API repeats %s is in no error', (_, repeated) => {
  const challenge = `Bearer error="insufficient_scope", scope="c", error_description="No: ${repeated}"`
  const refusal = readRefusal(new Response(null, { status: 403, headers: { 'www-authenticate': challenge } }), {
    accessToken: new Secret(TOKEN),
    receivedAt: 0,
    tokenType: 'bearer',
  })
  expect(refusal).toMatchObject({ error: { scope: 'c', errorDescription: undefined } })
})
