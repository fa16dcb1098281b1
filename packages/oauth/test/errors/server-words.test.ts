import { empty, html } from '@device-flow/testing'
import type { ScriptedResponse } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, drive, errorOf, nested, nestedJson } from '../support.ts'

/** What the server says in its own JSON, and the sentence that a person is to read. */
const said: [string, ScriptedResponse, string][] = [
  [
    'an `error` that is an object',
    { status: 401, body: { error: { code: 'AUTH_REQUIRED', message: 'Authentication required' } } },
    'Authentication required',
  ],
  [
    'Okta',
    { status: 403, body: { errorCode: 'E0000006', errorSummary: 'You do not have permission' } },
    'You do not have permission',
  ],
  [
    'problem details (RFC 9457)',
    { status: 400, body: { title: 'Bad Request', detail: 'tenant id is required' } },
    'Bad Request: tenant id is required',
  ],
  ['problem details that are a title alone', { status: 403, body: { title: 'Tenant is locked' } }, 'Tenant is locked'],
  ['a list of errors', { status: 400, body: { errors: [{ message: 'client not found' }] } }, 'client not found'],
  ['a list of texts', { status: 400, body: { errors: ['client not found'] } }, 'client not found'],
  ['errors by field', { status: 422, body: { errors: { client_id: ['is not a UUID'] } } }, 'client_id: is not a UUID'],
  [
    'errors by field, in Rails',
    { status: 422, body: { errors: { client_id: ["can't be blank", 'x y'] } } },
    "client_id: can't be blank",
  ],
  [
    'errors by field, in Django',
    { status: 400, body: { client_id: ['This field is required.'] } },
    'client_id: This field is required.',
  ],
  [
    'errors by field, in ASP.NET',
    { status: 400, body: { title: 'Not valid', errors: { scope: ['The scope field is required.'] } } },
    'Not valid: The scope field is required.',
  ],
  ['a list of words', { status: 400, body: { message: ['client_id must be a UUID'] } }, 'client_id must be a UUID'],
  ['JSON:API', { status: 403, body: { errors: [{ status: '403', detail: 'no such tenant' }] } }, 'no such tenant'],
  ['a `detail`', { status: 401, body: { detail: 'Not authenticated' } }, 'Not authenticated'],
  [
    'a `detail` that is a list',
    { status: 422, body: { detail: [{ loc: ['body', 'client_id'], msg: 'field required', type: 'missing' }] } },
    'field required',
  ],
  ['an `error_message`', { status: 400, body: { error_message: 'tenantId is required' } }, 'tenantId is required'],
  ['an `errorMessage`', { status: 400, body: { errorMessage: 'tenantId is required' } }, 'tenantId is required'],
  ['a `Message`', { status: 403, body: { Message: 'Not for this client.' } }, 'Not for this client.'],
  ['a `msg`', { status: 405, body: { msg: 'only for members' } }, 'only for members'],
  ['a `message` beside a status', { status: 404, body: { error: 'Not Found', message: 'no tenant x' } }, 'no tenant x'],
  ['a description without an error', { status: 400, body: { error_description: 'no tenant' } }, 'no tenant'],
  ['a `description`', { status: 400, body: { code: 17, description: 'no tenant' } }, 'no tenant'],
  ['a `reason`', { status: 403, body: { reason: 'no licence' } }, 'no licence'],
  [
    'a fault',
    { status: 401, body: { fault: { faultstring: 'Invalid ApiKey', detail: { errorcode: 'oauth.v2' } } } },
    'Invalid ApiKey',
  ],
  ['a list as the whole', { status: 401, body: [{ errorCode: 'X1', message: 'Session expired' }] }, 'Session expired'],
  ['a form', { status: 400, form: { error_message: 'tenantId is required' } }, 'tenantId is required'],
  ['an `error` beside a 200', { status: 200, body: { error: { message: 'no tenant' } } }, 'no tenant'],
  ['a `message` beside a 200', { status: 200, body: { ok: false, message: 'no tenant' } }, 'no tenant'],
]

describe("a person reads the server's own words when no code is given out (case 16)", () => {
  test.each(said)('%s', async (_what, answer, sentence) => {
    const { answerRequest } = await connect()
    const error = await errorOf(answerRequest(answer))
    expect(error.message).toContain(`“${sentence}”`)
    expect(error.message).not.toMatch(/no device flow|in front of the server/)
    expect(error.status).toBe(answer.status ?? 400)
  })

  test.each([401, 403, 404, 405, 422])('HTTP %i still lets an app fall back (A7)', async (status) => {
    const { answerRequest } = await connect()
    const error = await errorOf(answerRequest({ status, body: { error: { code: 'E17', message: 'No tenant.' } } }))
    expect(error).toMatchObject({ reason: 'unsupported', error: 'E17', errorDescription: 'No tenant.', status })
    expect(error.message).toMatch(/^The server refused .*\(HTTP \d+ E17 “No tenant\.”\)/)
  })

  test('a 400 in words is refused, with the code and the words for programs', async () => {
    const { answerRequest } = await connect()
    const body = { errorCode: 'E0000021', errorSummary: 'Bad request' }
    const error = await errorOf(answerRequest({ status: 400, body }))
    expect(error).toMatchObject({ reason: 'refused', error: 'E0000021', errorDescription: 'Bad request' })
  })

  test("an OAuth error is told with the server's words, wherever they stand beside it", async () => {
    const { answerRequest } = await connect()
    for (const body of [
      { error: 'invalid_client', message: 'The client is disabled.' },
      { error: { code: 'invalid_client', message: 'The client is disabled.' } },
      { errors: [{ code: 'invalid_client', detail: 'The client is disabled.' }] },
    ]) {
      const error = await errorOf(answerRequest({ status: 401, body }))
      expect(error).toMatchObject({ reason: 'unsupported', error: 'invalid_client' })
      expect(error.message).toContain('(invalid_client: The client is disabled.)')
    }
  })
})

describe('a refusal by something in front of the server is told from one by the server (case 16)', () => {
  test.each<[string, ScriptedResponse]>([
    ["a firewall's page", html(403, '<title>Request blocked</title>')],
    ["a gateway's text", { status: 403, headers: { 'content-type': 'text/plain' }, body: 'RBAC: access denied' }],
    ['a sign-in page', html(200, '<title>Wifi sign-in</title>')],
    ['a page that is not there', html(404, '<pre>Cannot POST /device</pre>')],
    ['a text that says so', { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Cannot POST /device' }],
  ])('%s', async (_what, answer) => {
    const { answerRequest } = await connect()
    const { message } = await errorOf(answerRequest(answer))
    expect(message).toMatch(/in front of the server \(a proxy, a firewall, a sign-in page\)/)
    expect(message).not.toContain('The server refused')
  })

  test('an address where nothing is has no device flow, and a refusal without a word says just that', async () => {
    const { answerRequest } = await connect()
    for (const status of [404, 405]) {
      const { message } = await errorOf(answerRequest(empty(status)))
      expect(message).toMatch(`There is no device flow at the device authorization endpoint`)
    }
    for (const status of [401, 403]) {
      const { message } = await errorOf(answerRequest(empty(status)))
      expect(message).toMatch(`(HTTP ${status}) without saying why`)
    }
  })
})

describe('what is quoted is fit to be shown (H2, H3)', () => {
  test('it is cleaned and short', async () => {
    const { answerRequest } = await connect()
    const message = `no \u001B[31m\u202Etenant\r\n${'word '.repeat(999)}`
    const error = await errorOf(answerRequest({ status: 403, body: { error: { message } } }))
    expect(error.message).toMatch(/“no \[31mtenant word .{100,250}…”/)
    expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  test('nothing is left of lists that may hold tokens', async () => {
    const { answerRequest } = await connect()
    const body = { sessions: ['short-token-0001'], errors: { x: ['short-token-0002'] } }
    expect((await errorOf(answerRequest({ status: 400, body }))).message).not.toContain('0001')
  })

  test('secrets of the request, of the answer and of others are left out', async () => {
    const clientSecret = 'hush-hush-0001'
    const { answerRequest } = await connect({ clientAuth: { method: 'client_secret_post', clientSecret } })
    const refresh_token = 'RT-canary-0001'
    const detail = `not ${clientSecret}, not ${refresh_token}, not ${'eyJ'.padEnd(60, 'a')}`
    const error = await errorOf(answerRequest({ status: 403, body: { detail, session: { refresh_token } } }))
    expect(error.message).toContain('“not [secret], not [secret], not …”')
    expect(error.errorDescription).toBe('not [secret], not [secret], not …')
  })

  test.each<[string, unknown]>([
    ['numbers', { error: { code: 5, message: 7 }, errors: [1, null, true], detail: 0 }],
    ['nothing', { error: {}, errors: [], detail: null }],
    ['lists in lists', { error: nested(60), errors: nested(60) }],
    ['names of the prototype', JSON.parse('{"__proto__":{"message":"x"},"constructor":"y"}')],
    ['a megabyte', { message: 'x'.repeat(1_000_000) }],
    ['a hundred thousand members', { error: Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [i, 'x'])) }],
    ['many nested errors', { errors: Array.from({ length: 9000 }, () => ({ errors: [{ errors: [{}] }] })) }],
  ])('%s of odd shape are no reason to fail', async (_what, body) => {
    const { answerRequest } = await connect()
    expect(await errorOf(answerRequest({ status: 403, body }))).toMatchObject({ reason: 'unsupported', status: 403 })
  })

  test('nor is what is nested without end', async () => {
    const { answerRequest } = await connect()
    const body = nestedJson({ message: 'no tenant' }, 'error')
    expect((await errorOf(answerRequest({ status: 403, body }))).message).toContain('“no tenant”')
  })
})

test.each([403, 404])(
  'a page with HTTP %i in place of metadata may come from something in front of the server (case 16)',
  async (status) => {
    const client = await connect()
    const { server, request } = client
    server.always('openidConfiguration', html(status, '<title>Just a moment</title>'))
    server.always('oauthServerMetadata', html(status, '<title>Just a moment</title>'))
    const error = await errorOf(drive(client, request()))
    expect(error.reason).toBe('unsupported')
    expect(error.message).toMatch(
      /“Just a moment”\), or something in front of the server .*Check the issuer and the network/,
    )
  },
)

test('the words of a server that does not show its metadata are read, too', async () => {
  const { server, request } = await connect()
  const answer = { status: 403, body: { detail: 'Only for the intranet' } }
  server.always('openidConfiguration', answer)
  server.always('oauthServerMetadata', answer)
  const error = await errorOf(request())
  expect(error.reason).toBe('unsupported')
  expect(error.message).toContain('has no metadata document (HTTP 403 “Only for the intranet”)')
})
