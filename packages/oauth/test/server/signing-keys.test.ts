import { empty, granted, hang, html, redirect, reset, retryAfter } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, drive, endOf, failure } from '../support.ts'

describe("the server's keys", () => {
  test('are read while the code is fetched, and once', async () => {
    const { server, request, signIn, clock } = await connect()
    await request()
    await server.waitForRequest('jwks')
    await signIn()
    await signIn()
    expect(server.requests('jwks')).toHaveLength(1)
    expect(clock.pendingTimers).toBe(0)
  })

  test('are read again after an hour, and when the clock was set back: nobody knows then how old they are (F13)', async () => {
    const { server, signIn, clock } = await connect()
    await signIn()
    clock.jumpWall(-3 * 3_600_000)
    await signIn()
    expect(server.requests('jwks')).toHaveLength(2)
    clock.jumpWall(3_600_000)
    await signIn()
    expect(server.requests('jwks')).toHaveLength(3)
  })

  test('are read with the code only where an ID token is asked for', async () => {
    const { server, request, signIn } = await connect({ scope: 'profile' })
    await request()
    expect((await signIn()).claims?.sub).toBe('person-1')
    expect(server.requests('jwks')).toHaveLength(1)
  })

  test.each<[string, ResponseSource, number]>([
    ['as before', reset(), 0],
    ['since the code was fetched', hang(), 4000],
  ])(
    'that never come are waited for 15 s in all, hanging %s, and the tokens are revoked once the code has run out',
    async (_what, first, headStartMs) => {
      const client = await connect({ server: { expiresIn: 15 } })
      const { server, services, request, clock } = client
      server.script('jwks', first)
      server.always('jwks', hang())
      const authorization = await drive(client, request(), 'jwks')
      await clock.advance(headStartMs)
      server.script('token', granted())
      const startedAt = clock.now()
      const error = endOf(await drive(client, services.pollToken(authorization, call), 'jwks'))
      expect(error).toMatchObject({ reason: 'offline', field: 'jwks_uri' })
      expect(error.message).toContain('nothing was kept: The key set (jwks_uri) did not answer within 15 s.')
      expect(clock.now() - startedAt).toBeGreaterThanOrEqual(15_000)
      expect(clock.now() - startedAt).toBeLessThan(17_000)
      expect(server.requests('revocation')).toHaveLength(2)
    },
  )

  test('that take 15 s to come, as on a slow network, are had by the second request, before the code has run out', async () => {
    const client = await connect({ server: { expiresIn: 300 } })
    const { server, services, request, clock } = client
    server.script('jwks', hang())
    const authorization = await drive(client, request(), 'jwks')
    await clock.advance(10_000)
    let release: (() => void) | undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const body = await server.jwks()
    server.script('jwks', async () => {
      await held
      return { body }
    })
    server.script('token', granted())
    const outcome = services.pollToken(authorization, call)
    await server.waitForRequest('jwks', 2)
    await clock.advance(15_000)
    release?.()
    expect((await outcome).type).toBe('granted')
    expect(server.requests('jwks')).toHaveLength(2)
  })

  test('are read again for a key that is not among them: the server has changed it', async () => {
    const { server, request, services } = await connect()
    const authorization = await request()
    await server.waitForRequest('jwks')
    server.rotateKey()
    server.script('token', granted())
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
    expect(server.requests('jwks')).toHaveLength(2)
  })

  test('that can not be had at once are tried for again, 1 s and 2 s later, so that a blip does not lose the grant', async () => {
    const client = await connect({ scope: 'profile' })
    const { server, services, request, clock } = client
    const authorization = await request()
    server.script('token', granted())
    server.script('jwks', reset(), empty(503))
    const startedAt = clock.now()
    const outcome = await drive(client, services.pollToken(authorization, call))
    expect(outcome.type).toBe('granted')
    expect(server.requests('jwks')).toHaveLength(3)
    const tookMs = clock.now() - startedAt
    expect(tookMs).toBeGreaterThanOrEqual(3000)
    expect(tookMs).toBeLessThan(5000)
  })

  test('that are out of reach when the person approves are tried for while the code lives, and each round is told: it works once', async () => {
    const client = await connect()
    const { server, services, request, clock } = client
    server.always('jwks', empty(503))
    const authorization = await request()
    server.script('token', granted())
    const keys = { body: await server.jwks() }
    const blips: unknown[] = []
    const outcome = services.pollToken(authorization, { ...call, tellBlip: (fault) => blips.push(fault) })
    clock.schedule(() => server.always('jwks', keys), 40_000)
    expect((await drive(client, outcome)).type).toBe('granted')
    expect(blips.length).toBeGreaterThan(3)
    expect(blips[0]).toMatchObject({ name: 'TransientFault', reason: 'serverError', status: 503 })
    expect(server.requests('token')).toHaveLength(1)
    expect(server.requests('revocation')).toHaveLength(0)
    // Three tries each 8 s.
    expect(server.requests('jwks').length).toBeLessThanOrEqual(1 + 3 * 6)
  })

  test('whose server asks to be left alone are not asked for until then, from the code on: it works once', async () => {
    const client = await connect()
    const { server, services, request, clock } = client
    server.script('jwks', retryAfter(30))
    const authorization = await request()
    await server.waitForRequest('jwks')
    const startedAt = clock.now()
    server.script('token', granted())
    const outcome = await drive(client, services.pollToken(authorization, call))
    expect(outcome.type).toBe('granted')
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(29_000)
    expect(server.requests('jwks')).toHaveLength(2)
    expect(server.requests('token')).toHaveLength(1)
  })

  test('whose server asks to be left alone for longer than the code lives end the login at once, and say why', async () => {
    const client = await connect({ server: { expiresIn: 25 } })
    const { server, services, request } = client
    server.script('jwks', empty(503))
    const authorization = await request()
    await server.waitForRequest('jwks')
    server.script('token', granted())
    server.script('jwks', { status: 429, headers: { 'retry-after': '30' } })
    const error = endOf(await drive(client, services.pollToken(authorization, call)))
    expect(error).toMatchObject({ reason: 'offline', field: 'jwks_uri', status: 429 })
    expect(server.requests('jwks')).toHaveLength(2)
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test('that are waited for so long keep no login that is called off, and its tokens are revoked (E4)', async () => {
    const client = await connect()
    const { server, services, request, clock } = client
    server.always('jwks', empty(503))
    const authorization = await request()
    server.script('token', granted())
    const controller = new AbortController()
    const outcome = failure(services.pollToken(authorization, { signal: controller.signal }))
    clock.schedule(() => controller.abort(new Error('enough')), 20_000)
    expect(await drive(client, outcome)).toMatchObject({ message: 'enough' })
    expect(server.requests('revocation')).toHaveLength(2)
    expect(clock.pendingTimers).toBe(0)
  })

  test.each<[string, ResponseSource, string]>([
    ['are out of reach', reset(), 'offline'],
    ['are a page', html(200), 'invalidIdToken'],
    ['are not there', empty(404), 'invalidIdToken'],
    ['are served by a server that is broken', empty(500), 'offline'],
  ])('that %s end the login, and the tokens are revoked', async (_what, answer, reason) => {
    // As the code runs out with the third try.
    const client = await connect({ server: { expiresIn: 4 } })
    const { server, services, request } = client
    server.script('jwks', reset())
    server.always('jwks', answer)
    const authorization = await request()
    server.script('token', granted())
    const outcome = await drive(client, services.pollToken(authorization, call))
    expect(endOf(outcome)).toMatchObject({ reason, field: 'jwks_uri' })
    expect(endOf(outcome).message).toContain(
      'Start again, and report it to whoever runs the server if that does not help.',
    )
    expect(server.requests('jwks')).toHaveLength(1 + 3)
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test('that are said to be elsewhere are not fetched from there, and once they stay there, the login ends (H5)', async () => {
    const elsewhere = await connect()
    const away = redirect(elsewhere.server.endpoints.jwksUri)
    const once = await connect()
    once.server.script('jwks', reset(), away)
    expect((await drive(once, once.poll(granted()))).type).toBe('granted')
    const client = await connect()
    client.server.script('jwks', reset())
    client.server.always('jwks', away)
    const outcome = await drive(client, client.poll(granted()))
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field: 'jwks_uri' })
    expect(elsewhere.server.requests()).toHaveLength(0)
  })
})
