import { tokenSet } from '@device-flow/testing'
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
        isCodeKnown: true,
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

function inCamelCase(code: string): string {
  return code.replaceAll(/_(.)/g, (_all, letter: string) => letter.toUpperCase())
}
