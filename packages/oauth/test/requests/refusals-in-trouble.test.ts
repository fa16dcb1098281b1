import { denied, empty, granted, oauthError, pending, reset, tokenSet } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { Secret } from '@device-flow/machine'
import type { DeviceFlowReason } from '@device-flow/machine'
import { call, connect, endOf, faultOf } from '../support.ts'

/** What a server says whose database is down: it has found neither the client nor the code. */
const inTrouble: [string, ResponseSource, number, DeviceFlowReason][] = [
  ['500 invalid_grant', oauthError('invalid_grant', { status: 500 }), 500, 'refused'],
  ['503 invalid_client', oauthError('invalid_client', { status: 503 }), 503, 'unsupported'],
  ['502 expired_token', oauthError('expired_token', { status: 502 }), 502, 'expired'],
  ['409 with a code of its own', oauthError('conflict', { status: 409 }), 409, 'refused'],
]

async function beginLogin() {
  const client = await connect()
  const authorization = await client.request()
  const poll = (answer: ResponseSource) => {
    client.server.script('token', answer)
    return client.services.pollToken(authorization, call)
  }
  return { ...client, poll }
}

describe.each(inTrouble)('a refusal by a server in trouble: %s (D7)', (_what, answer, status, reason) => {
  test('does not end a login: the next poll may bring the tokens', async () => {
    const { poll } = await beginLogin()
    for (let time = 0; time < 2; time++) {
      const fault = await faultOf(poll(answer))
      expect(fault).toMatchObject({ reason: 'serverError', status, mayBeSuccess: undefined })
      expect(fault.message).toMatch(/cannot answer now \(HTTP \d+ \w+\)/)
    }
    expect((await poll(granted())).type).toBe('granted')
  })

  test('ends it in its words once it was said three times in a row', async () => {
    const { poll } = await beginLogin()
    await faultOf(poll(answer))
    await faultOf(poll(answer))
    const error = endOf(await poll(answer))
    expect(error).toMatchObject({ reason, status, error: expect.any(String) })
  })

  test('is not said in a row where another answer came between, but is where none came', async () => {
    const { poll } = await beginLogin()
    for (const between of [pending(), empty(503), oauthError('unauthorized_client', { status: 500 })]) {
      await faultOf(poll(answer))
      await faultOf(poll(answer))
      await poll(between).catch(() => {})
    }
    await faultOf(poll(answer))
    await faultOf(poll(reset()))
    await faultOf(poll(answer))
    expect(endOf(await poll(answer)).status).toBe(status)
  })

  test('is tried again where a code is asked for', async () => {
    const { answerRequest } = await connect()
    expect(await faultOf(answerRequest(answer))).toMatchObject({ reason: 'serverError', status })
  })

  test('never ends a session (T25)', async () => {
    const { server, services } = await connect()
    for (let time = 0; time < 4; time++) {
      server.script('token', answer)
      expect(await faultOf(services.refreshTokens(tokenSet()))).toMatchObject({ reason: 'serverError', status })
    }
  })
})

test('no by the person ends a login at once, whatever the status: no trouble makes a server say that (C2)', async () => {
  const { poll } = await beginLogin()
  expect(endOf(await poll(oauthError('access_denied', { status: 500 }))).reason).toBe('denied')
})

test('a server in trouble has not refused the form of the credentials, so the next poll carries them as before (D7)', async () => {
  const clientAuth = { method: 'client_secret_basic', clientSecret: new Secret('a/b+c=%:d e') } as const
  const { server, services, request } = await connect({ clientAuth })
  const authorization = await request()
  const refusal = oauthError('invalid_client', { status: 503 })
  server.script('token', refusal, pending(), denied())
  await faultOf(services.pollToken(authorization, call))
  await services.pollToken(authorization, call)
  const sent = server.requests().filter(({ endpoint }) => endpoint === 'token')
  expect(sent[1]?.headers.authorization).toBe(sent[0]?.headers.authorization)
})
