import { denied, expired, granted, hang, html, oauthError, pending, reset, slowDown } from '@device-flow/testing'
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

describe('a poll whose answer was lost may have brought the approval, which a server gives once', () => {
  const used: [string, ResponseSource][] = [
    ['access_denied, as Glewlwyd does', denied()],
    ['invalid_grant, as oidc-provider and Better Auth do', oauthError('invalid_grant')],
    ['incorrect_device_code', oauthError('incorrect_device_code')],
    ['expired_token before its time', expired()],
  ]

  test.each(used)(
    'so a server that then says %s is told as an outage, and by nobody as declined',
    async (_, answer) => {
      for (const lost of [reset(), lostGrant, html(502)]) {
        const { reason, message, error } = await endAfter(pending(), lost, answer)
        expect([reason, error]).toEqual(['offline', expect.any(String)])
        expect(message).toMatch(/answer before this one was lost .* may have been the approval.* Start again/)
        expect(message).not.toMatch(/was declined/)
      }
    },
  )

  test('as long as no other answer has come', async () => {
    expect((await endAfter(reset(), html(403), denied())).reason).toBe('offline')
    expect((await endAfter(reset(), pending(), denied())).reason).toBe('denied')
    expect((await endAfter(reset(), slowDown(), denied())).reason).toBe('denied')
  })

  test('and not where the server got nothing, or did nothing: declined is declined then', async () => {
    expect((await endAfter(html(503), denied())).reason).toBe('denied')
    expect((await endAfter(pending(), denied())).reason).toBe('denied')
  })

  test('nor is another refusal told so: that is not about the code', async () => {
    expect((await endAfter(reset(), oauthError('unauthorized_client'))).reason).toBe('unsupported')
  })

  test('a time-out is such a loss, too', async () => {
    const { server, services, request, clock } = await connect()
    const authorization = await request()
    server.script('token', hang(), denied())
    const fault = faultOf(services.pollToken(authorization, call))
    await server.waitForRequest('token')
    await clock.advance(30_000)
    expect((await fault).reason).toBe('timeout')
    expect(endOf(await services.pollToken(authorization, call)).reason).toBe('offline')
  })
})
