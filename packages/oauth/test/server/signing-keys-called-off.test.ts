import { delayed, denied, empty, granted, hang, pending } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, drive, endOf, failure } from '../support.ts'

describe("the server's keys", () => {
  test('are no longer read once the wait for the next poll is called off: so is the login, most likely (E1)', async () => {
    const client = await connect()
    const { server, services, request, clock } = client
    server.script('jwks', hang())
    await drive(client, request(), 'jwks')
    const controller = new AbortController()
    const wait = failure(services.sleep({ atLeastMs: 5000 }, { signal: controller.signal }))
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await wait).toBe(reason)
    await expect.poll(() => server.requests('jwks')[0]?.aborted).toBe(true)
    expect(clock.pendingTimers).toBe(0)
  })

  test.each<[string, ResponseSource]>([
    ['has the person undecided', pending()],
    ['ends the login', denied()],
    ['is a blip', empty(503)],
    ['brings no ID token', granted({ id_token: undefined })],
  ])('are no longer read when the first poll %s: nothing is left behind a login that ends', async (_what, answer) => {
    const client = await connect()
    const { server, services, request, clock } = client
    server.script('jwks', hang())
    const authorization = await drive(client, request(), 'jwks')
    server.script('token', answer)
    await services.pollToken(authorization, call).catch(() => {})
    await expect.poll(() => server.requests('jwks')[0]?.aborted).toBe(true)
    expect(clock.pendingTimers).toBe(0)
    server.script('token', granted())
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
  })

  test('revoking rejected tokens takes at most 3 s', async () => {
    const { server, services, request, clock } = await connect()
    const authorization = await request()
    server.script('token', granted({}, { alg: 'none' }))
    server.always('revocation', hang())
    const startedAt = clock.now()
    const outcome = services.pollToken(authorization, call)
    await server.waitForRequest('revocation')
    await clock.runUntilIdle()
    expect(endOf(await outcome).reason).toBe('invalidIdToken')
    expect(clock.now() - startedAt).toBe(3000)
  })

  test('a login that is called off while they are awaited ends when its tokens are revoked, and not before', async () => {
    const { server, services, request } = await connect({ scope: 'profile' })
    const authorization = await request()
    server.script('token', granted())
    server.script('jwks', hang())
    server.always('revocation', delayed(100, empty(200)))
    const controller = new AbortController()
    const outcome = failure(services.pollToken(authorization, { signal: controller.signal }))
    await server.waitForRequest('jwks')
    controller.abort(new Error('enough'))
    expect(await outcome).toMatchObject({ message: 'enough' })
    expect(
      server.requests('revocation').map(({ form, respondedAt }) => [form.get('token'), respondedAt !== undefined]),
    ).toEqual([
      ['refresh-token-1', true],
      ['access-token-1', true],
    ])
  })

  test('and so does one that waits for the keys that it began to read with the code', async () => {
    const controller = new AbortController()
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const response = await globalThis.fetch(input, init)
      // A little after the tokens have arrived here, and not after they were sent: on a busy machine that may be much earlier.
      if (String(input).endsWith('/token')) setTimeout(() => controller.abort(new Error('enough')), 50)
      return response
    }
    const client = await connect({ fetch })
    const { server, services, request } = client
    server.script('jwks', hang())
    server.script('token', granted())
    const authorization = await drive(client, request(), 'jwks')
    const outcome = failure(services.pollToken(authorization, { signal: controller.signal }))
    expect(await outcome).toMatchObject({ message: 'enough' })
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test('and ends 3 s later at the latest, with both requests sent, where the server does not answer', async () => {
    const client = await connect({ scope: 'profile' })
    const { server, services, request, clock } = client
    const authorization = await request()
    server.script('token', granted())
    server.script('jwks', hang())
    server.always('revocation', hang())
    const controller = new AbortController()
    const outcome = failure(services.pollToken(authorization, { signal: controller.signal }))
    await server.waitForRequest('jwks')
    const calledOffAt = clock.now()
    controller.abort(new Error('enough'))
    await server.waitForRequest('revocation')
    await clock.advance(500)
    await server.waitForRequest('revocation', 2)
    await clock.runUntilIdle()
    expect(await outcome).toMatchObject({ message: 'enough' })
    expect(clock.now() - calledOffAt).toBe(3000)
  })
})
