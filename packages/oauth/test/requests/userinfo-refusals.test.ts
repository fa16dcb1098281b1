import { empty, html, oauthError, tokenSet } from '@device-flow/testing'
import type { ScriptedResponse, TokenSetOptions } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, errorOf, faultOf } from '../support.ts'
import type { Setup } from '../support.ts'

const challenged: ScriptedResponse = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer realm="x", error="invalid_token", error_description="Wrong audience"' },
}
const api = 'https://api.example.com/orders'

/** How a session of such a client is told that it gets no user info. */
async function refusalOf(answer: ScriptedResponse, setup: Setup = {}, members: TokenSetOptions = {}) {
  const { services, server } = await connect(setup)
  server.script('userinfo', answer)
  return errorOf(services.fetchUserInfo(tokenSet({ receivedAt: Date.now(), ...members })))
}

describe('an access token for another API is told as such, and not to be refreshed', () => {
  test.each<[string, Setup, string]>([
    ['resource', { resource: api }, `(resource ${api})`],
    ['several resources', { resource: [api, 'https://b.example.com'] }, `(resource ${api}, https://b.example.com)`],
    ['audience', { audience: api }, `(audience ${api})`],
  ])('%s', async (_what, setup, named) => {
    for (const answer of [challenged, empty(401), oauthError('insufficient_scope', { status: 403 }), empty(403)]) {
      const { reason, message } = await refusalOf(answer, setup)
      expect(reason).toBe('refused')
      expect(message).toContain(
        `This access token is for another API ${named}, so the userinfo endpoint does not take it`,
      )
      expect(message).toMatch(/use the claims of the ID token, or sign in without an? (?:resource|audience)\.$/)
      expect(message).not.toMatch(/Refresh/)
    }
  })

  test('where there are no claims, it says how to get some', async () => {
    const { message } = await refusalOf(challenged, { resource: api }, { idToken: null, scope: 'api' })
    expect(message).toMatch(/sign in with the scope openid, and without a resource\.$/)
  })
})

test.each<[string, Setup, TokenSetOptions, RegExp]>([
  ['without openid, to ask for it', {}, { scope: 'api offline_access' }, /Ask for the scope openid\.$/],
  ['without openid in what was asked for', { scope: 'api' }, { scope: null }, /Ask for the scope openid\.$/],
  ['with openid, to refresh', {}, { scope: 'openid' }, /Refresh the tokens\. .*claims of the ID token\.$/],
])('otherwise people are told what helps: %s', async (_what, setup, members, advice) => {
  const { message } = await refusalOf(challenged, setup, members)
  expect(message).toMatch(advice)
})

test('a token that has expired is to be refreshed, whatever it is for', async () => {
  const { services, server, clock } = await connect({ audience: api })
  server.script('userinfo', challenged)
  const tokens = tokenSet({ receivedAt: clock.now(), expiresInMs: 0 })
  const { message } = await errorOf(services.fetchUserInfo(tokens))
  expect(message).toMatch(/has expired. Refresh the tokens\.$/)
})

describe("the server's own words are quoted (case 16)", () => {
  test('those of its challenge (RFC 6750 §3)', async () => {
    const error = await refusalOf(challenged)
    expect(error).toMatchObject({ error: 'invalid_token', errorDescription: 'Wrong audience', status: 401 })
    expect(error.message).toContain('(invalid_token: Wrong audience)')
  })

  test.each<[string, ScriptedResponse, string]>([
    [
      'in an object',
      { status: 403, body: { error: { code: 'E7', message: 'No licence' } } },
      '(HTTP 403 E7 “No licence”)',
    ],
    ['in a detail', { status: 401, body: { detail: 'Not authenticated' } }, '(HTTP 401 “Not authenticated”)'],
    ['on a page', html(403, '<title>Blocked</title>'), '(HTTP 403 “Blocked”)'],
  ])('%s', async (_what, answer, quoted) => {
    const error = await refusalOf(answer)
    expect(error.reason).toBe('refused')
    expect(error.message).toContain(quoted)
  })

  test('and none of its secrets', async () => {
    const challenge = `Bearer error="invalid_token", error_description="no access-token-1 \u009b31m here"`
    const error = await refusalOf({ status: 401, headers: { 'www-authenticate': challenge } })
    expect(error.errorDescription).toBe('no [secret] 31m here')
  })
})

describe('a page is of something in front of the server, and says nothing about the token (case 16)', () => {
  test.each<[string, ScriptedResponse]>([
    ["a firewall's", html(403, '<title>Blocked</title>')],
    ["a gateway's text", { status: 403, headers: { 'content-type': 'text/plain' }, body: 'RBAC: access denied' }],
    ['one that is not there', html(404, '<title>Blocked</title>')],
  ])('%s', async (_what, answer) => {
    const { message } = await refusalOf(answer, { scope: 'api' }, { scope: 'api' })
    expect(message).toMatch(/in front of the server \(a proxy, a firewall, a sign-in page\)/)
    expect(message).not.toMatch(/access token|openid/)
  })

  test('but one that says 401 is: sign-in pages say something else', async () => {
    const answer = { status: 401, headers: { 'content-type': 'text/plain' }, body: 'Unauthorized' }
    expect((await refusalOf(answer)).message).toMatch(/refused the access token .*Refresh the tokens/)
  })

  test('and a quota is a blip, not a refusal', async () => {
    const { services, server } = await connect()
    server.script('userinfo', oauthError('rate_limit_exceeded', { status: 403 }))
    expect((await faultOf(services.fetchUserInfo(tokenSet()))).reason).toBe('rateLimited')
  })
})

test('an address where no user info is has nothing to do with the token', async () => {
  const { message } = await refusalOf(empty(404))
  expect(message).toContain('answered HTTP 404')
  expect(message).not.toMatch(/access token|Refresh/)
})
