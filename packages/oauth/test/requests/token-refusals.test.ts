import { granted, html, tokenSet } from '@device-flow/testing'
import type { ScriptedResponse } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf, faultOf } from '../support.ts'

/** The ways in which servers put an OAuth code into JSON of their own. */
const written: [string, (code: string) => object][] = [
  ['error.code', (code) => ({ error: { code, message: 'Because.' } })],
  ['error.error', (code) => ({ error: { error: code, error_description: 'Because.' } })],
  ['error.type', (code) => ({ error: { type: code, code: 400, message: 'Because.' } })],
  ['error.status', (code) => ({ error: { status: code.toUpperCase(), code: 400, message: 'Because.' } })],
  ['errorCode', (code) => ({ errorCode: code, errorSummary: 'Because.' })],
  ['error_code', (code) => ({ error_code: code, error_message: 'Because.' })],
  ['code', (code) => ({ code, message: 'Because.' })],
  ['errors[0].code', (code) => ({ errors: [{ code, message: 'Because.' }] })],
  ['a list', (code) => ({ error: [code], message: 'Because.' })],
  ['message, beside a status in words', (code) => ({ error: 'Bad Request', message: code, detail: 'Because.' })],
]

describe.each(written)('an OAuth code that stands at %s is judged as such (case 16)', (_where, body) => {
  test('no by the person ends the login as denied, and quotes the server', async () => {
    const { poll } = await connect()
    for (const status of [200, 400, 403, 500]) {
      const error = endOf(await poll({ status, body: body('access_denied') }))
      expect(error).toMatchObject({ reason: 'denied', error: 'access_denied', errorDescription: 'Because.', status })
      expect(error.message).toContain('(access_denied: Because.)')
    }
  })

  test('not yet lets the login go on, and slower where that is asked for', async () => {
    const { poll, clock } = await connect()
    for (const status of [200, 400, 403]) {
      expect(await poll({ status, body: body('authorization_pending') })).toEqual({
        type: 'pending',
        receivedAt: clock.now(),
        receivedAtMonotonic: clock.monotonic(),
      })
      const slower = { ...body('slow_down'), interval: 9 }
      expect(await poll({ status, body: slower })).toMatchObject({ type: 'slowDown', intervalMs: 9000 })
    }
  })

  test('a trouble that passes is a blip', async () => {
    const { poll } = await connect()
    for (const code of ['server_error', 'temporarily_unavailable']) {
      expect((await faultOf(poll({ status: 400, body: body(code) }))).reason).toBe('serverError')
    }
  })

  test.each([
    ['expired_token', 'expired'],
    ['invalid_client', 'unsupported'],
    ['invalid_grant', 'refused'],
  ])('%s ends the login as %s', async (code, reason) => {
    const { poll } = await connect()
    expect(endOf(await poll({ status: 400, body: body(code) }))).toMatchObject({ reason, error: code })
  })

  test.each(['invalid_grant', 'expired_token', 'bad_refresh_token'])('%s ends a session', async (code) => {
    const { services, server } = await connect()
    server.script('token', { status: 400, body: body(code) })
    expect(endOf(await services.refreshTokens(tokenSet()))).toMatchObject({ reason: 'signedOut', error: code })
  })

  test('no token beside it is a success', async () => {
    const { poll, services, server } = await connect()
    const answer: ScriptedResponse = { body: { ...body('access_denied'), access_token: 'a', token_type: 'bearer' } }
    expect(endOf(await poll(answer)).reason).toBe('denied')
    server.script('token', answer)
    expect(endOf(await services.refreshTokens(tokenSet())).reason).toBe('denied')
  })
})

test('slow_down in an object may name its interval there, too (B3)', async () => {
  const { poll } = await connect()
  const body = { error: { code: 'slow_down', interval: '22' } }
  expect(await poll({ status: 400, body })).toMatchObject({ type: 'slowDown', intervalMs: 22_000 })
})

describe('an `error` that is no text, and holds no code of OAuth, is no verdict: a page may be as well (case 16, D5)', () => {
  const answers: [string, ScriptedResponse][] = [
    ['Google', { status: 403, body: { error: { code: 403, message: 'No project.', status: 'PERMISSION_DENIED' } } }],
    ['without a code', { status: 400, body: { error: { message: 'No project.' } } }],
    ['a flag and words', { status: 404, body: { error: true, message: 'No project.' } }],
    ...[true, 1, {}, [], { code: 190 }].flatMap((error) =>
      [200, 400, 404].map((status): [string, ScriptedResponse] => [
        `${JSON.stringify(error)} with ${status}`,
        { status, body: { error } },
      ]),
    ),
    ['a status in an object', { status: 404, body: { error: { status: 404, title: 'Not Found' } } }],
    ['a number for many requests', { status: 200, body: { error: { code: 429 } } }],
    ['a number as text', { status: 400, body: { error: '404' } }],
  ]

  test.each(answers)('%s, in a poll', async (_what, answer) => {
    const { poll } = await connect()
    expect(await faultOf(poll(answer))).toMatchObject({ reason: 'invalidResponse', status: answer.status })
  })

  test.each(answers)('%s, in a refresh', async (_what, answer) => {
    const { services, server } = await connect()
    server.script('token', answer)
    expect((await faultOf(services.refreshTokens(tokenSet()))).reason).toBe('invalidResponse')
  })

  test('its words are quoted, should it stay so', async () => {
    const { poll } = await connect()
    const body = { error: { code: 403, message: 'No project.', status: 'PERMISSION_DENIED' } }
    expect((await faultOf(poll({ status: 403, body }))).message).toContain('PERMISSION_DENIED “No project.”')
  })

  test('but beside a token, which may have used up the code, it ends the login with its words', async () => {
    const { poll } = await connect()
    const error = endOf(await poll({ status: 200, body: { error: { message: 'No project.' }, access_token: 'a' } }))
    expect(error).toMatchObject({ reason: 'refused', errorDescription: 'No project.' })
  })

  test.each([429, 500, 503])('with HTTP %i it is a server that cannot answer now (D1)', async (status) => {
    const { poll, services, server } = await connect()
    const answer = { status, body: { error: { code: status, message: 'Later.', status: 'UNAVAILABLE' } } }
    expect((await faultOf(poll(answer))).status).toBe(status)
    server.script('token', answer)
    expect((await faultOf(services.refreshTokens(tokenSet()))).status).toBe(status)
  })

  test("Google's quota is a blip, also within an object", async () => {
    const { poll } = await connect()
    const answer = { status: 403, body: { error: { code: 403, error_code: 'rate_limit_exceeded', message: 'Slow.' } } }
    expect((await faultOf(poll(answer))).reason).toBe('rateLimited')
  })
})

describe('codes that say "not now", whoever made them up, are blips with any status (D1)', () => {
  test.each([
    ['service_unavailable', 'serverError'],
    ['ServiceUnavailable', 'serverError'],
    ['503', 'serverError'],
    ['429', 'rateLimited'],
    ['rate_limited', 'rateLimited'],
    ['rate_limit_exceeded', 'rateLimited'],
    ['too_many_requests', 'rateLimited'],
    ['Too Many Requests', 'rateLimited'],
    ['throttled', 'rateLimited'],
    ['quota_exceeded', 'rateLimited'],
    ['quota-exceeded', 'rateLimited'],
  ])('%s', async (code, reason) => {
    const { poll } = await connect()
    for (const status of [200, 400, 403]) {
      expect((await faultOf(poll({ status, body: { error: code } }))).reason).toBe(reason)
      expect((await faultOf(poll({ status, body: { error: { status: code } } }))).reason).toBe(reason)
    }
  })
})

describe('what lets a login go on is understood in any spelling (C1, C2)', () => {
  test.each(['AuthorizationPending', 'authorization-pending', 'AUTHORIZATION PENDING', 'Authorization pending'])(
    '%s is pending',
    async (code) => {
      const { poll } = await connect()
      for (const status of [200, 400, 403, 500])
        expect((await poll({ status, body: { error: code } })).type).toBe('pending')
    },
  )

  test.each(['SlowDown', 'slow-down', 'Slow Down'])('%s slows down', async (code) => {
    const { poll } = await connect()
    for (const status of [200, 400, 429]) expect((await poll({ status, body: { error: code } })).type).toBe('slowDown')
  })

  test.each(['AccessDenied', 'Access Denied', 'access-denied'])('%s is not the no of a person', async (code) => {
    const { poll } = await connect()
    const outcome = await poll({ status: 200, body: { error: code } })
    expect(endOf(outcome).reason).toBe('refused')
  })
})

describe('words alone, as a busy gateway says them, end no login at once, and are quoted (case 16, D1)', () => {
  test.each<[string, ScriptedResponse]>([
    ['a `detail`', { status: 401, body: { detail: 'Not for you' } }],
    ['a `message`', { status: 403, body: { message: 'Not for you' } }],
    ['a status in words', { status: 403, body: { error: 'Not for you' } }],
    ['problem details', { status: 403, body: { type: 'about:blank', status: 403, detail: 'Not for you' } }],
  ])('%s', async (_what, answer) => {
    const { poll } = await connect()
    const fault = await faultOf(poll(answer))
    expect(fault).toMatchObject({ reason: 'invalidResponse', status: answer.status })
    expect(fault.message).toContain(`(HTTP ${answer.status} “Not for you”)`)
    expect((await poll(granted())).type).toBe('granted')
  })

  test('nor a session: the refresh token is still good (F5)', async () => {
    const { services, server } = await connect()
    server.script('token', { status: 403, body: { message: 'Forbidden' } })
    const fault = await faultOf(services.refreshTokens(tokenSet()))
    expect(fault.message).toContain('(HTTP 403 “Forbidden”)')
  })

  test('a page is a blip as ever: it may be from something in front of the server (D5)', async () => {
    const { poll } = await connect()
    expect((await faultOf(poll(html(403)))).reason).toBe('invalidResponse')
    expect((await poll(granted())).type).toBe('granted')
  })

  test('a network that asks for a sign-in (RFC 6585 §6) is no server in trouble', async () => {
    const { poll } = await connect()
    const fault = await faultOf(poll(html(511, '<title>Wifi sign-in</title>')))
    expect(fault).toMatchObject({ reason: 'invalidResponse', status: 511 })
    expect(fault.message).toContain('“Wifi sign-in”')
  })
})

describe('a blip tells why, in the words of the server (case 16)', () => {
  test.each<[string, ScriptedResponse, string]>([
    ['503', { status: 503, body: { message: 'Back at 5.' } }, 'cannot answer now (HTTP 503 “Back at 5.”).'],
    [
      'a 400',
      { status: 400, body: { title: 'Bad Request', detail: 'No tenant.' } },
      'answered without an OAuth error (HTTP 400 “Bad Request: No tenant.”).',
    ],
    ['429', { status: 429, body: { error: { message: 'Wait.' } } }, 'asks for fewer requests (HTTP 429 “Wait.”).'],
    [
      'temporarily_unavailable',
      { status: 400, body: { error: 'temporarily_unavailable', error_description: 'Back at 5.' } },
      'cannot answer now (HTTP 400 temporarily_unavailable: Back at 5.).',
    ],
  ])('%s', async (_what, answer, said) => {
    const { poll, services, server } = await connect()
    expect((await faultOf(poll(answer))).message).toContain(said)
    server.script('token', answer)
    expect((await faultOf(services.refreshTokens(tokenSet()))).message).toContain(said)
  })
})

test('an answer without an access token is quoted where it says why', async () => {
  const { poll } = await connect()
  const error = endOf(await poll({ status: 200, body: { token_type: 'bearer', message: 'No project.' } }))
  expect(error).toMatchObject({ reason: 'invalidResponse', field: 'access_token' })
  expect(error.message).toContain('(HTTP 200 “No project.”)')
})

describe('an OAuth code in camel case is judged as such (C1, C2)', () => {
  test.each([
    ['access_denied', 'denied'],
    ['expired_token', 'expired'],
    ['invalid_client', 'unsupported'],
  ])('%s is %s', async (code, reason) => {
    const { poll } = await connect()
    for (const body of [{ error: inCamelCase(code) }, { error: { code: inCamelCase(code) } }]) {
      expect(endOf(await poll({ status: 400, body }))).toMatchObject({ reason, error: code })
    }
  })

  test('not yet lets the login go on, and slower where that is asked for', async () => {
    const { poll } = await connect()
    for (const status of [200, 400, 404, 429, 500]) {
      expect((await poll({ status, body: { error: 'authorizationPending' } })).type).toBe('pending')
      expect((await poll({ status, body: { error: 'slowDown' } })).type).toBe('slowDown')
    }
  })

  test('a trouble that passes is a blip', async () => {
    const { poll } = await connect()
    expect((await faultOf(poll({ status: 400, body: { error: 'serverError' } }))).reason).toBe('serverError')
    expect((await faultOf(poll({ status: 400, body: { error: 'tooManyRequests' } }))).reason).toBe('rateLimited')
  })

  test('a 404 with it comes from the endpoint, which has not moved: the metadata is not read again', async () => {
    const { services, request, server } = await connect()
    const authorization = await request()
    const readings = server.requests('openidConfiguration').length
    for (const error of ['authorizationPending', 'AUTHORIZATION_PENDING', { code: 'authorization_pending' }]) {
      server.script('token', { status: 404, body: { error } })
      expect((await services.pollToken(authorization, call)).type).toBe('pending')
    }
    expect(server.requests('openidConfiguration')).toHaveLength(readings)
  })

  test('AccessDenied is what gateways say: no person has declined', async () => {
    const { poll } = await connect()
    expect(endOf(await poll({ status: 403, body: { error: 'AccessDenied' } })).reason).toBe('refused')
    expect((await faultOf(poll({ status: 403, body: { Code: 'AccessDenied' } }))).reason).toBe('invalidResponse')
  })
})

describe('a success that says nothing of tokens, as some servers answer while nobody has decided, is a blip (D5)', () => {
  test.each([
    '{}',
    'null',
    '[]',
    'false',
    '"pending"',
    '{"status":"pending"}',
    '{"status":"pending","interval":5,"expires_in":580,"device_code":"device-code-1"}',
    '{"ok":false,"message":"Wait for the person."}',
  ])('%s', async (body) => {
    const { poll } = await connect()
    expect(await faultOf(poll({ body }))).toMatchObject({ reason: 'invalidResponse', status: 200 })
    expect((await poll(granted())).type).toBe('granted')
  })

  test('its words are quoted', async () => {
    const { poll } = await connect()
    const fault = await faultOf(poll({ body: { ok: false, message: 'No project.' } }))
    expect(fault.message).toContain('answered without an OAuth error (HTTP 200 “No project.”).')
  })

  // The code may be used up with them: to ask on would end in an error about the code.
  test.each([
    '{"accessToken":"a"}',
    '{"data":{"access_token":"a"}}',
    '[{"access_token":"a"}]',
    '"access_token=a"',
    JSON.stringify('{"access_token":"a"}'),
    '{"token_type":"bearer","expires_in":3600}',
  ])('but one whose tokens stand where nobody looks ends the login: %s', async (body) => {
    const { poll } = await connect()
    expect(endOf(await poll({ body }))).toMatchObject({ reason: 'invalidResponse', status: 200 })
  })
})

function inCamelCase(code: string): string {
  return code.replaceAll(/_(.)/g, (_all, letter: string) => letter.toUpperCase())
}
