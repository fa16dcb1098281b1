import { Secret } from '@device-flow/machine'
import { deviceAuthorized, granted, pending } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { call, connect, endOf, faultOf } from '../support.ts'

/** As servers answer that compare the type as text. */
function exactly(answer: ResponseSource): ResponseSource {
  return ({ headers }) =>
    headers['content-type'] === 'application/x-www-form-urlencoded'
      ? answer
      : { status: 415, body: { error: 'unsupported_media_type' } }
}

test('forms are sent as the bare type, at every endpoint, for servers that take no other (case 28)', async () => {
  for (const method of ['client_secret_basic', 'client_secret_post'] as const) {
    const { server, services, signIn } = await connect({ clientAuth: { method, clientSecret: 'ü+&= secret' } })
    server.always('deviceAuthorization', exactly(deviceAuthorized()))
    server.always('token', exactly(granted()))
    server.always('revocation', exactly({ status: 200 }))
    const outcome = await services.refreshTokens(await signIn(exactly(granted())))
    if (outcome.type !== 'refreshed') throw outcome.error
    await services.revokeTokens(outcome.tokens)
    const sent = server.requests().filter(({ method: verb }) => verb === 'POST')
    expect(sent).toHaveLength(5)
    const secret = method === 'client_secret_post' ? 'ü+&= secret' : null
    for (const { form } of sent) expect(form.get('client_secret')).toBe(secret)
  }
})

test('an endpoint that takes no form, once or at all, ends the login, and its end names the option provider (A7, C2)', async () => {
  const message = 'Content-Type "application/x-www-form-urlencoded" is not allowed. Allowed types: application/json'
  const takesJson = { status: 415, body: { code: 'UNSUPPORTED_MEDIA_TYPE', message } }
  const { request, server, poll, signIn, services } = await connect()
  const unsupported = {
    reason: 'unsupported',
    status: 415,
    error: 'UNSUPPORTED_MEDIA_TYPE',
    message: expect.stringMatching(
      /takes no form.*Allowed types: application\/json.* set the option provider\.$/,
    ) as string,
  }
  const tokens = await signIn()
  expect(endOf(await poll(takesJson))).toMatchObject(unsupported)
  server.script('deviceAuthorization', takesJson)
  await expect(request()).rejects.toMatchObject(unsupported)
  // Whoever is signed in stays so.
  server.script('token', takesJson)
  await expect(services.refreshTokens(tokens)).rejects.toMatchObject({ name: 'TransientFault' })
})

test('a 415 is waited out once the endpoint has taken a form: it is of something in front of it (C2)', async () => {
  const { server, services, request } = await connect()
  server.script('token', pending(), { status: 415 }, { status: 415 }, pending(), granted())
  const authorization = await request()
  const poll = (): Promise<string> =>
    services.pollToken(authorization, call).then(
      ({ type }) => type,
      ({ reason }: { reason: string }) => reason,
    )
  const ends: string[] = []
  for (let time = 0; time < 5; time += 1) ends.push(await poll())
  expect(ends).toEqual(['pending', 'invalidResponse', 'invalidResponse', 'pending', 'granted'])
})

test('and where another process has begun the login, of which nobody here knows what the endpoint has said', async () => {
  const { server, clock, request } = await connect()
  const { deviceCode, ...rest } = await request()
  const services = createOAuthServices({ clientId: 'client-1', clock, issuer: server.issuer })
  server.script('token', { status: 415 }, pending())
  const authorization = { ...rest, deviceCode: new Secret(deviceCode.reveal()) }
  expect(await faultOf(services.pollToken(authorization, call))).toMatchObject({ status: 415 })
  expect((await services.pollToken(authorization, call)).type).toBe('pending')
})

test('headers of the app keep the type of a form', async () => {
  const { server, request } = await connect({ headers: { 'x-tenant': 'blue' } })
  server.always('deviceAuthorization', exactly(deviceAuthorized()))
  await request()
  expect(server.requests('deviceAuthorization')[0]?.headers).toMatchObject({ 'x-tenant': 'blue' })
})

test('a fetch of the app gets the form as text', async () => {
  const bodies: unknown[] = []
  const { request } = await connect({
    fetch: (input, init) => {
      if (init?.body) bodies.push(init.body)
      return fetch(input, init)
    },
  })
  await request()
  expect(bodies).toEqual([expect.stringContaining('client_id=client-1')])
})
