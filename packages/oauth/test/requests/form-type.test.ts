import { deviceAuthorized, granted } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { connect } from '../support.ts'

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

test('headers of the app do not change the type of a form', async () => {
  const { server, request } = await connect({ headers: { 'Content-Type': 'text/plain', 'x-tenant': 'blue' } })
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
