import { Secret } from '@device-flow/machine'
import { denied, expired, oauthError, pending, slowDown } from '@device-flow/testing'
import type { ScriptedResponse, ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createDpop } from '../../src/dpop/index.ts'
import { call, connect, endOf, errorOf } from '../support.ts'

describe('while the person has not decided, the login goes on (C1)', () => {
  test.each<[string, ScriptedResponse]>([
    ['400', pending()],
    ['200, as GitHub says it', pending({ status: 200 })],
    ['403, as Auth0 says it', pending({ status: 403 })],
    ['428, as Google says it', pending({ status: 428 })],
    ['500', pending({ status: 500 })],
    ['400 with more members', pending({ members: { error_codes: [70016], trace_id: 'x' } })],
    ['400 in form encoding (C4)', { status: 400, form: { error: 'authorization_pending' } }],
    ['400 in `message`, as Twitch says it', { status: 400, body: { status: 400, message: 'authorization_pending' } }],
    [
      '400 as text/html',
      { status: 400, headers: { 'content-type': 'text/html' }, body: { error: 'authorization_pending' } },
    ],
  ])('pending with %s', async (_what, answer) => {
    const { poll, clock } = await connect()
    const arrival = { receivedAt: clock.now(), receivedAtMonotonic: clock.monotonic() }
    expect(await poll(answer)).toEqual({ type: 'pending', isCodeKnown: true, ...arrival })
  })
})

test.each<[string, unknown, number | undefined]>([
  ['as a number', 12, 12_000],
  ['as text', '12', 12_000],
  ['that outlasts the code, as milliseconds would', 5000, undefined],
  ['of nonsense', 'soon', undefined],
])('an interval beside authorization_pending counts: one %s (B3)', async (_what, interval, intervalMs) => {
  const { poll } = await connect()
  const outcome = await poll(pending({ members: { interval } }))
  expect([outcome.type, 'intervalMs' in outcome ? outcome.intervalMs : undefined]).toEqual(['pending', intervalMs])
})

describe('slow_down slows down, whatever its status', () => {
  test.each<[string, ScriptedResponse, number | undefined]>([
    ['alone', slowDown(), undefined],
    ['with 429, as Auth0 says it', slowDown({ status: 429 }), undefined],
    ['with its new interval (B3)', slowDown({ status: 200, interval: 22 }), 22_000],
    ['with a new interval as text (B3)', slowDown({ interval: '22' }), 22_000],
    ['with a long new interval', slowDown({ interval: 320 }), 320_000],
    ['with an interval beyond reason, for the chart to cap', slowDown({ interval: 1e12 }), 1e15],
    ['with nonsense for an interval', slowDown({ interval: 'later' }), undefined],
  ])('%s', async (_what, answer, intervalMs) => {
    const { poll, clock } = await connect()
    const arrival = { receivedAt: clock.now(), receivedAtMonotonic: clock.monotonic() }
    const expected = { type: 'slowDown', isCodeKnown: true, ...arrival, ...(intervalMs && { intervalMs }) }
    expect(await poll(answer)).toEqual(expected)
  })
})

describe('a decision ends the login, typed by why (C2)', () => {
  test.each<[string, string]>([
    ['access_denied', 'denied'],
    ['authorization_declined', 'denied'],
    ['expired_token', 'expired'],
    ['token_expired', 'expired'],
    ['invalid_client', 'unsupported'],
    ['incorrect_client_credentials', 'unsupported'],
    ['unauthorized_client', 'unsupported'],
    ['device_flow_disabled', 'unsupported'],
    ['unsupported_grant_type', 'unsupported'],
    ['invalid_scope', 'unsupported'],
    ['invalid_target', 'unsupported'],
    ['org_internal', 'unsupported'],
    ['admin_policy_enforced', 'unsupported'],
    ['invalid_grant', 'refused'],
    ['invalid_request', 'refused'],
  ])('%s is %s, whatever its status, but for 5xx (D7)', async (code, reason) => {
    const { poll } = await connect()
    for (const status of [200, 400, 403, 429]) {
      const answer = oauthError(code, { status, description: 'Because.', uri: 'https://help.example.com/' })
      const error = endOf(await poll(answer))
      expect(error).toMatchObject({
        reason,
        error: code,
        errorDescription: 'Because.',
        errorUri: 'https://help.example.com/',
        status,
      })
      expect(error.message).toContain(`(${code}: Because.)`)
    }
  })

  test.each(['constructor', 'Error 17', 'quota_of_the_moon', 'InvalidClientException'])(
    'a code that nobody knows, %s, is told as it is',
    async (code) => {
      const { poll } = await connect()
      for (const status of [200, 400, 403]) {
        const error = endOf(await poll(oauthError(code, { status })))
        expect(error).toMatchObject({ reason: 'refused', error: code, status })
        expect(error.message).toContain(code)
      }
    },
  )

  test('an error wins over tokens beside it', async () => {
    const { poll } = await connect()
    const error = endOf(await poll(denied({ status: 200, members: { access_token: 'a', token_type: 'bearer' } })))
    expect(error.reason).toBe('denied')
  })

  test('the message says what to do next', async () => {
    const { poll } = await connect()
    expect(endOf(await poll(expired())).message).toMatch(/Start again/)
    expect(endOf(await poll(oauthError('unauthorized_client'))).message).toMatch(/Enable it/)
  })
})

test('invalid_grant after the code has run out means that it has expired (C2, Auth0)', async () => {
  const { server, services, request, clock } = await connect({ server: { expiresIn: 60 } })
  const authorization = await request()
  server.always('token', oauthError('invalid_grant', { status: 403 }))
  expect(endOf(await services.pollToken(authorization, call))).toMatchObject({
    reason: 'refused',
    message: expect.stringContaining('does not know this code. Start again') as string,
  })
  await clock.advance(60_000)
  expect(endOf(await services.pollToken(authorization, call))).toMatchObject({
    reason: 'expired',
    error: 'invalid_grant',
  })
})

test.each([
  'incorrect_device_code',
  'bad_verification_code',
  'device_not_found',
  'device_code_not_found',
  'code_not_found',
])(
  '%s is told as invalid_grant is: this code is not known (C2; Django OAuth Toolkit: device_not_found, with 404)',
  async (code) => {
    const { server, services, request, clock } = await connect({ server: { expiresIn: 60 } })
    const authorization = await request()
    const readings = server.requests('openidConfiguration').length
    server.always('token', oauthError(code, { status: 404 }))
    expect(endOf(await services.pollToken(authorization, call))).toMatchObject({
      reason: 'refused',
      error: code,
      message: expect.stringContaining('does not know this code. Start again') as string,
    })
    // The endpoint is there: it knows what a code is.
    expect(server.requests('openidConfiguration')).toHaveLength(readings)
    await clock.advance(60_000)
    expect(endOf(await services.pollToken(authorization, call)).reason).toBe('expired')
  },
)

test('not_found is told so, too, once the server has said pending; before, it may be about the address (C2)', async () => {
  const { server, services, request } = await connect()
  const authorization = await request()
  server.script('token', oauthError('not_found', { status: 404 }))
  expect(endOf(await services.pollToken(authorization, call)).message).toContain('report its error code')
  const known = await request()
  server.script('token', pending(), oauthError('not_found', { status: 404 }))
  await services.pollToken(known, call)
  const { reason, message } = endOf(await services.pollToken(known, call))
  expect([reason, message]).toEqual(['expired', expect.stringContaining('no longer knows this code')])
})

test.each(['invalid_grant', 'incorrect_device_code', 'bad_verification_code', 'device_not_found'])(
  'a code that the server has awaited the person of, and then no longer knows by %s, is over: the server was restarted, say (C2)',
  async (code) => {
    for (const awaited of [pending(), slowDown()]) {
      const { server, services, request } = await connect()
      const authorization = await request()
      server.script('token', awaited, oauthError(code))
      await services.pollToken(authorization, call)
      expect(endOf(await services.pollToken(authorization, call))).toMatchObject({
        reason: 'expired',
        error: code,
        message: 'The server no longer knows this code. Start again to get a new one.',
      })
    }
  },
)

test.each(['invalid_grant', 'incorrect_device_code'])(
  'a code that another process was given, and the server does not know at its first poll here by %s, is over, too (C2, C8)',
  async (code) => {
    const { server, services, request } = await connect()
    const authorization = await request()
    const takenUp = { ...authorization, deviceCode: new Secret(authorization.deviceCode.reveal()) }
    server.script('token', oauthError(code))
    expect(endOf(await services.pollToken(takenUp, call))).toMatchObject({
      reason: 'expired',
      error: code,
      message: 'The server no longer knows this code. Start again to get a new one.',
    })
  },
)

test('a code that has run out at a server that mostly asks for a slower pace is not called unused: nobody knows (B5)', async () => {
  const awaited = { mostly: [slowDown(), slowDown(), pending()], half: [slowDown(), pending()], once: [slowDown()] }
  for (const [how, answers] of Object.entries(awaited)) {
    for (const refused of [expired(), oauthError('invalid_grant')]) {
      const { server, services, request, clock } = await connect({ server: { expiresIn: 60 } })
      const authorization = await request()
      server.script('token', ...answers, refused)
      for (const _ of answers) await services.pollToken(authorization, call)
      await clock.advance(60_000)
      const { reason, message } = endOf(await services.pollToken(authorization, call))
      const what = how === 'mostly' ? 'The code has run out.' : 'The code was not used in time.'
      expect([reason, message]).toEqual(['expired', `${what} Start again to get a new one.`])
    }
  }
})

test('invalid_grant at the first poll names the option dpop where the server takes DPoP, and it is not set (C2, H7)', async () => {
  const unknown = oauthError('invalid_grant')
  const metadata = { dpop_signing_alg_values_supported: ['ES256'] }
  const { server, services, request } = await connect({ server: { metadata } })
  server.script('token', unknown, pending(), unknown)
  expect(endOf(await services.pollToken(await request(), call)).message).toMatch(/Start again.* set the option dpop: /)
  // A code that the server knew has had its poll without a proof.
  const authorization = await request()
  await services.pollToken(authorization, call)
  expect(endOf(await services.pollToken(authorization, call)).message).not.toContain('dpop')
  const proving = await connect({ server: { metadata }, dpop: createDpop() })
  expect(endOf(await proving.poll(unknown)).message).not.toContain('dpop')
  expect(endOf(await (await connect()).poll(unknown)).message).not.toContain('dpop')
})

test.each(['invalid_dpop_proof', 'use_dpop_nonce'])(
  '%s of a client that sends no proofs names the option dpop, whichever request it answers (H7)',
  async (code) => {
    const refused = oauthError(code)
    const wanted = {
      reason: 'unsupported',
      error: code,
      message: expect.stringContaining('set the option dpop (createDpop)'),
    }
    const { server, services, request, signIn, poll } = await connect()
    expect(endOf(await poll(refused))).toMatchObject(wanted)
    const tokens = await signIn()
    server.script('token', refused)
    expect(await services.refreshTokens(tokens)).toMatchObject({ type: 'refused', error: wanted })
    server.script('deviceAuthorization', refused)
    expect(await errorOf(request())).toMatchObject(wanted)
    // Who sends proofs has set it.
    const proving = await connect({ dpop: createDpop() })
    expect(endOf(await proving.poll(oauthError('invalid_dpop_proof'))).message).not.toContain('option dpop')
  },
)

test('expired_token is told in plain words, and those of the server; that nobody used the code in time only once it has run out (C2)', async () => {
  const { server, services, request, clock } = await connect({ server: { expiresIn: 60 } })
  const authorization = await request()
  const messageOf = async (description = ''): Promise<string> => {
    server.script('token', expired({ description }))
    return endOf(await services.pollToken(authorization, call)).message
  }
  const early = 'The server no longer accepts this code. Start again to get a new one.'
  expect(await messageOf()).toBe(early)
  expect(await messageOf('Already used.')).toBe(`${early} (expired_token: Already used.)`)
  await clock.advance(60_000)
  const late = 'The code was not used in time. Start again to get a new one.'
  expect(await messageOf()).toBe(late)
  expect(await messageOf('The code is 61 s old.')).toBe(`${late} (expired_token: The code is 61 s old.)`)
})

test('GitHub may not know a fresh code for two polls (C3)', async () => {
  const gitHub = 'https://github.com/login/oauth/access_token'
  const unknown: ResponseSource = oauthError('incorrect_device_code', { status: 200 })
  let origin = ''
  const { server, services, request } = await connect({
    endpoints: ({ endpoints }) => ({ ...endpoints, tokenEndpoint: gitHub }),
    fetch: (url, init) => fetch(url === gitHub ? `${origin}/token` : url, init),
  })
  origin = server.origin
  server.always('token', unknown)
  const authorization = await request()
  expect((await services.pollToken(authorization, call)).type).toBe('pending')
  expect((await services.pollToken(authorization, call)).type).toBe('pending')
  expect(endOf(await services.pollToken(authorization, call)).reason).toBe('refused')
})

describe('an error that is not text is never success (C5)', () => {
  test.each<unknown>([{ code: 190 }, 5, true, []])('%j', async (error) => {
    const { poll } = await connect()
    const answer = { status: 400, body: { error, access_token: 'a' } }
    expect(endOf(await poll(answer))).toMatchObject({ reason: 'invalidResponse', field: 'error' })
  })
})
