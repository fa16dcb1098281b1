import {
  denied,
  empty,
  expired,
  granted,
  hang,
  html,
  oauthError,
  pending,
  redirect,
  reset,
  slowDown,
  truncated,
} from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf, faultOf } from '../support.ts'

/** How a login ends whose polls are answered like this; only the last of them ends it. */
async function endAfter(...answers: ResponseSource[]) {
  const { server, services, request } = await connect()
  const authorization = await request()
  for (const answer of answers.slice(0, -1)) {
    server.script('token', answer)
    await services.pollToken(authorization, call).catch(() => {})
  }
  server.script('token', answers.at(-1)!)
  return endOf(await services.pollToken(authorization, call))
}

/** Tokens that are given, and cut off on their way. */
const lostGrant: ResponseSource = async (request, server) => {
  const answer = await granted()(request, server)
  return { ...(answer as object), truncate: 20 }
}

/** The same, in a response that is whole by its length: a proxy has cut it. */
const cutGrant: ResponseSource = { body: '{"access_token":"abc', headers: { 'content-type': 'application/json' } }

const DOUBT = /The answer to the poll before was lost, and may have been the approval: start again\./

describe('a poll whose answer was lost may have brought the approval, which a server gives once', () => {
  const losses: [string, ResponseSource][] = [
    ['a connection that was reset', reset()],
    ['tokens that were cut off on their way', lostGrant],
    ['JSON that was cut off before that', cutGrant],
    ['more headers than are read', { body: '{}', headers: { 'x-trace': 'x'.repeat(20_000) } }],
    ['a success in an encoding that it is not in', { body: '{}', headers: { 'content-encoding': 'gzip' } }],
  ]

  test.each(losses)('so after %s, the doubt is told with what the server says', async (_, lost) => {
    for (const [answer, reason, error] of [
      [denied(), 'denied', 'access_denied'],
      [expired(), 'expired', 'expired_token'],
    ] as const) {
      const ended = await endAfter(pending(), lost, answer)
      expect(ended).toMatchObject({ reason, error })
      expect(ended.message).toMatch(DOUBT)
    }
  })

  test.each(losses)('so after %s, a code that the server no longer knows is told as an outage', async (_, lost) => {
    for (const code of ['invalid_grant', 'incorrect_device_code']) {
      const { reason, message, error } = await endAfter(pending(), lost, oauthError(code))
      expect([reason, error]).toEqual(['offline', code])
      expect(message).toMatch(/answer before this one was lost .* may have been the approval.* Start again/)
    }
  })

  test('as long as no other answer has come', async () => {
    expect((await endAfter(reset(), html(403), denied())).message).toMatch(DOUBT)
    expect((await endAfter(reset(), pending(), denied())).message).not.toMatch(DOUBT)
    expect((await endAfter(reset(), slowDown(), denied())).message).not.toMatch(DOUBT)
  })

  test.each<[string, ResponseSource]>([
    ['a 200 page', html(200)],
    ['an empty 200', empty(200)],
    ['204', empty(204)],
    ['{}', { body: {} }],
    ['null', { body: 'null' }],
    ['words in JSON', { body: { error: { code: 429 } } }],
    ['a redirect', redirect('/login')],
    ['400 without a body', empty(400)],
    ['a 403 page', html(403)],
    ['a 403 page that was cut off', truncated(20, html(403))],
    ['407', empty(407)],
    ['408', html(408)],
    ['429', html(429)],
    ['500 in JSON', { status: 500, body: { message: 'x' } }],
    ['server_error', oauthError('server_error', { status: 500 })],
    ['a 502 page', html(502)],
    ['a 503 page', html(503)],
    ['520', html(520)],
  ])('and none was lost by %s: then all is told as the server says it', async (_, answer) => {
    const plainly = await Promise.all(
      [denied(), expired(), oauthError('invalid_grant')].map((end) => endAfter(pending(), end)),
    )
    expect(plainly.map(({ reason }) => reason)).toEqual(['denied', 'expired', 'expired'])
    for (const [at, end] of [denied(), expired(), oauthError('invalid_grant')].entries()) {
      const { reason, message } = await endAfter(pending(), answer, end)
      expect([reason, message]).toEqual([plainly[at]?.reason, plainly[at]?.message])
    }
  })

  test('nor is another refusal told so: that is not about the code', async () => {
    expect((await endAfter(reset(), oauthError('unauthorized_client'))).reason).toBe('unsupported')
  })

  test('a poll that another process has sent, and died with its answer, is such a loss, too', async () => {
    const { server, services, request } = await connect()
    const authorization = await request()
    server.script('token', denied(), pending(), denied())
    const afterThatOne = { ...call, wasAnswerLost: true }
    expect(endOf(await services.pollToken(authorization, afterThatOne)).message).toMatch(DOUBT)
    await services.pollToken(authorization, call)
    expect(endOf(await services.pollToken(authorization, call)).message).not.toMatch(DOUBT)
  })

  test('a time-out is such a loss, too', async () => {
    const { server, services, request, clock } = await connect()
    const authorization = await request()
    server.script('token', hang(), denied())
    const fault = faultOf(services.pollToken(authorization, call))
    await server.waitForRequest('token')
    await clock.advance(10_000)
    expect((await fault).reason).toBe('timeout')
    expect(endOf(await services.pollToken(authorization, call)).message).toMatch(DOUBT)
  })
})
