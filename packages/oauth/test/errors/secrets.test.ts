import { inspect } from 'node:util'
import { Secret } from '@device-flow/machine'
import {
  createCanaries,
  deviceAuthorized,
  expectNoCanaries,
  granted,
  html,
  oauthError,
  redirect,
  reset,
  tokenSet,
} from '@device-flow/testing'
import type { ResponseFunction, ResponseSource, Canaries } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import type { ClientAuth } from '../../src/index.ts'
import { call, connect } from '../support.ts'
import type { Client, Setup } from '../support.ts'

/** A client whose every secret can be found again. */
async function watched(method: 'client_secret_basic' | 'client_secret_post' = 'client_secret_post', setup: Setup = {}) {
  const canaries = createCanaries()
  const clientAuth: ClientAuth = { method, clientSecret: new Secret(canaries.clientSecret) }
  const client = await connect({ clientAuth, ...setup })
  client.server.always('deviceAuthorization', deviceAuthorized({ device_code: canaries.deviceCode }))
  return { ...client, canaries, tokens: tokenSet(canaries) }
}

/** Everything that a log, an inspector or a crash report could make of a value. */
function expectSilent(value: unknown, canaries: Canaries): void {
  const nested: unknown[] = []
  for (let error = value; error instanceof Error; error = error.cause)
    nested.push(error.message, error.stack, String(error))
  expectNoCanaries(
    {
      inspected: inspect(value, { depth: null, showHidden: true, getters: true }),
      json: JSON.stringify(value) ?? '',
      text: String(value),
      errors: nested.join('\n'),
    },
    canaries,
  )
}

async function settled(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch((error: unknown) => error)
}

// A hostile or careless server that repeats whatever it was sent.
const echo: ResponseFunction = ({ body, headers }) =>
  oauthError('invalid_request', {
    description: `${body} ${headers.authorization}`.slice(-280),
    uri: `https://help.example.com/?${body}`.slice(0, 2000),
  })
const echoPage: ResponseFunction = ({ body, headers }) => html(404, `<p>${headers.authorization} ${body}</p>`)
const echoForm: ResponseFunction = ({ form }) =>
  oauthError([...form.values()].find((value) => value.includes('canary')) ?? 'x')

test('what a person is shown and an app holds does not print its secrets (H3)', async () => {
  const { canaries, server, services, request } = await watched()
  const authorization = await request()
  expectSilent(authorization, canaries)
  server.script(
    'token',
    granted({ access_token: canaries.accessToken, refresh_token: canaries.refreshToken, id_token: undefined }),
  )
  const outcome = await services.pollToken(authorization, call)
  expect(outcome.type).toBe('granted')
  expectSilent(outcome, canaries)
  expectSilent(services, canaries)
})

const faults: [string, ResponseSource][] = [
  ['a reset', reset()],
  ['a page', html(502)],
  ['a redirect', redirect('https://elsewhere.example.com/')],
  ['a server that repeats the request in its error', echo],
  ['a server that repeats the request in a page', echoPage],
  ['a server that repeats a secret as its error code', echoForm],
]

describe.each(['client_secret_basic', 'client_secret_post'] as const)(
  'no error holds a secret (H3), with %s',
  (method) => {
    const operations: [
      string,
      (client: Client & { tokens: ReturnType<typeof tokenSet> }, answer: ResponseSource) => Promise<unknown>,
    ][] = [
      ['asking for a code', ({ answerRequest }, answer) => settled(answerRequest(answer))],
      ['polling', ({ poll }, answer) => settled(poll(answer))],
      [
        'refreshing',
        ({ server, services, tokens }, answer) => {
          server.script('token', answer)
          return settled(services.refreshTokens(tokens))
        },
      ],
      [
        'revoking',
        ({ server, services, tokens }, answer) => {
          server.always('revocation', answer)
          return settled(services.revokeTokens(tokens))
        },
      ],
      [
        'asking who it is',
        ({ server, services, tokens }, answer) => {
          server.script('userinfo', answer)
          return settled(services.fetchUserInfo(tokens))
        },
      ],
    ]
    for (const [operation, run] of operations) {
      test.each(faults)(`${operation}: %s`, async (_what, answer) => {
        const client = await watched(method)
        const result = await run(client, answer)
        expect(JSON.stringify(result)).toMatch(/"reason":/)
        expectSilent(result, client.canaries)
      })
    }
  },
)

describe('a secret that needs encoding is not shown, in whatever form the server repeats it (H3)', () => {
  const secret = "p s+w(a)!*~'&<ü>/%-_.9"
  const formEncoded = new URLSearchParams([['', secret]]).toString().slice(1)
  test.each<[string, string]>([
    ['as it is', secret],
    ['form-encoded', formEncoded],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded in lower case', encodeURIComponent(secret).replaceAll(/%../g, (byte) => byte.toLowerCase())],
    [
      'with all but letters and digits encoded',
      encodeURIComponent(secret).replaceAll(/[^%A-Za-z0-9]/g, (it) => `%${Buffer.from(it).toString('hex')}`),
    ],
    [
      'as HTML',
      secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;'),
    ],
    [
      'as HTML in numbers',
      Array.from(secret, (it) => (/\w/.test(it) ? it : `&#x${it.codePointAt(0)?.toString(16)};`)).join(''),
    ],
  ])('%s', async (_what, repeated) => {
    for (const method of ['client_secret_basic', 'client_secret_post'] as const) {
      const { poll, answerRequest } = await connect({ clientAuth: { method, clientSecret: secret } })
      const refused = await poll(oauthError('invalid_request', { description: `no ${repeated} here` }))
      expect(refused).toMatchObject({ error: { errorDescription: 'no [secret] here' } })
      expect(String(await settled(answerRequest(html(403, `<p>no ${repeated} here`))))).toContain('“no [secret] here”')
    }
  })

  test('in the whole of a body that is repeated', async () => {
    const { poll } = await connect({ clientAuth: { method: 'client_secret_post', clientSecret: secret } })
    const outcome = await poll(({ body }) => oauthError('invalid_client', { description: body }))
    expect(inspect(outcome, { depth: null })).toContain('client_secret=[secret]')
    expect(inspect(outcome, { depth: null })).not.toContain(formEncoded)
  })

  test('a secret that is not well-formed text is no reason to fail', async () => {
    const { poll } = await connect()
    const body = { error: 'invalid_client', error_description: 'no', access_token: 'half\uD800' }
    expect((await poll({ status: 400, body })).type).toBe('ended')
  })
})

test.each<[string, object]>([
  ['a token of a type that is not understood', { token_type: 'mac' }],
  ['a scope that makes no sense', { scope: 5 }],
  ['an ID token that is none', {}],
])('tokens that were not accepted are not in the error: %s (H3)', async (_what, members) => {
  const { canaries, poll } = await watched()
  const { accessToken: access_token, refreshToken: refresh_token, idToken: id_token } = canaries
  const outcome = await poll(granted({ access_token, refresh_token, id_token, ...members }))
  expect(outcome.type).toBe('ended')
  expectSilent(outcome, canaries)
})

test.each([
  ['cut off', (json: string) => json.slice(0, -9)],
  ['with something before it', (json: string) => `x${json}`],
  ['as a form with a line break in it', (json: string) => `access_token=${json.slice(20)}\n`],
])('tokens in an answer that is not OAuth are not quoted: %s (D5)', async (_what, spoil) => {
  const { canaries, poll } = await watched()
  const outcome = await settled(poll({ body: spoil(JSON.stringify({ x: 1, ...canaries })) }))
  expect(outcome).toMatchObject({ reason: 'invalidResponse' })
  expectSilent(outcome, canaries)
})

test('a fetch that fails with its request in the error does not give the secrets away (H3)', async () => {
  const { canaries, tokens, services } = await watched('client_secret_basic', {
    fetch: (url, init) =>
      String(url).endsWith('/token')
        ? Promise.reject(Object.assign(new Error(`failed: ${String(init?.body)}`), { config: init }))
        : fetch(url, init),
  })
  const fault = await settled(services.refreshTokens(tokens))
  expect(fault).toMatchObject({ reason: 'offline' })
  expectSilent(fault, canaries)
})

test.each<'refreshTokens' | 'revokeTokens'>(['refreshTokens', 'revokeTokens'])(
  'nor the other token of the session, which a server may know: %s (H3)',
  async (method) => {
    const { canaries, server, services, tokens } = await watched()
    const answer = oauthError('invalid_request', { description: `${canaries.refreshToken} ${canaries.accessToken}` })
    server.script(method === 'refreshTokens' ? 'token' : 'revocation', answer)
    const told = await settled(services[method](tokens))
    expect(inspect(told, { depth: null })).toContain('[secret] [secret]')
    expectSilent(told, canaries)
  },
)
