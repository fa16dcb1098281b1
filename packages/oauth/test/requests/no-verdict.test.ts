import { granted, html, tokenSet } from '@device-flow/testing'
import type { ScriptedResponse } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, endOf, faultOf } from '../support.ts'

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

describe('JSON that is not understood is told by its members, and is of no page in front of the server', () => {
  test.each<[string, object, string]>([
    [
      'the envelope of a function',
      { statusCode: 400, headers: {}, body: '{"error":"authorization_pending"}' },
      'statusCode, headers, body',
    ],
    ['an envelope of its own', { success: false, data: { error: 'authorization_pending' } }, 'success, data'],
    ['many members', Object.fromEntries([...'abcdefgh'].map((name) => [name, 1])), 'a, b, c, d, e, f, …'],
    ['what is no name', { 'a b': 1, ['x'.repeat(99)]: 1, '\u202e': 1, state: 1 }, 'state'],
  ])('%s', async (_what, body, names) => {
    const { poll } = await connect()
    const fault = await faultOf(poll({ body }))
    expect(fault.message).toContain(`answered with JSON that is not OAuth, but has ${names} (HTTP 200).`)
    expect(fault.mayBeInFront).toBe(false)
  })

  test('though not of a token in place of a name', async () => {
    const { poll, request } = await connect()
    const secret = (await request()).deviceCode.reveal()
    const fault = await faultOf(poll({ body: { [secret.slice(0, 30)]: 1, device_code: secret } }))
    expect(fault.message).not.toContain(secret.slice(0, 12))
  })

  test('a page may be of something in front of it, and of nothing at all nobody knows', async () => {
    const { poll } = await connect()
    expect((await faultOf(poll(html(403)))).mayBeInFront).toBe(true)
    expect((await faultOf(poll({ body: '' }))).mayBeInFront).toBeUndefined()
  })
})

describe('202 with Retry-After says that a server is not there yet', () => {
  const starting: ScriptedResponse = { status: 202, body: { status: 'starting' }, headers: { 'retry-after': '2' } }
  const fault = { reason: 'serverError', status: 202, retryAfterMs: 2000 }

  test.each([starting, { ...starting, body: '' }])(
    'when a code is asked for, and when a poll is sent',
    async (answer) => {
      const { answerRequest, poll } = await connect()
      expect(await faultOf(answerRequest(answer))).toMatchObject(fault)
      expect(await faultOf(poll(answer))).toMatchObject(fault)
    },
  )

  test('but not beside tokens, nor without a time', async () => {
    const { poll } = await connect({ scope: 'api' })
    const body = { access_token: 'access-1', token_type: 'bearer' }
    expect((await poll({ ...starting, body })).type).toBe('granted')
    expect(await faultOf(poll({ status: 202, body: {} }))).toMatchObject({ reason: 'invalidResponse' })
  })
})

test('an answer without an access token is quoted where it says why', async () => {
  const { poll } = await connect()
  const error = endOf(await poll({ status: 200, body: { token_type: 'bearer', message: 'No project.' } }))
  expect(error).toMatchObject({ reason: 'invalidResponse', field: 'access_token' })
  expect(error.message).toContain('(HTTP 200 “No project.”)')
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
