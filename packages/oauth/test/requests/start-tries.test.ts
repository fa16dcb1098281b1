import { TransientFault } from '@device-flow/machine'
import { deviceAuthorized, empty, hang, reset } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, failure, faultOf, withHeaders } from '../support.ts'
import type { Client, Setup } from '../support.ts'

const ENDPOINTS = ['openidConfiguration', 'oauthServerMetadata', 'jwks', 'deviceAuthorization'] as const

/** How long a try takes that has no answer, ms. */
async function timeToGiveUp({ clock, server, request }: Client, endpoint: (typeof ENDPOINTS)[number]): Promise<number> {
  const count = server.requests(endpoint).length + 1
  const startedAt = clock.now()
  const fault = faultOf(request())
  await server.waitForRequest(endpoint, count)
  await clock.runUntilIdle()
  expect((await fault).reason).toBe('timeout')
  return (await fault).receivedAt - startedAt
}

describe('a slow network still gets its code: what took too long once gets more time in the next try (D4)', () => {
  test.each<[string, Setup, number[]]>([
    ['20 s, then 30 s, and 10 s again in the next start', {}, [10_000, 20_000, 30_000, 10_000]],
    ['but no more than the app has set', { requestTimeoutMs: 3000 }, [3000, 3000, 3000]],
  ])('%s', async (_what, options, times) => {
    const client = await connect({ scope: 'api', ...options })
    client.server.always('deviceAuthorization', hang())
    for (const timeMs of times) expect(await timeToGiveUp(client, 'deviceAuthorization')).toBe(timeMs)
  })

  test('metadata, too', async () => {
    const client = await connect({ scope: 'api' })
    client.server.always('openidConfiguration', hang())
    client.server.always('oauthServerMetadata', hang())
    for (const timeMs of [10_000, 20_000]) expect(await timeToGiveUp(client, 'openidConfiguration')).toBe(timeMs)
  })

  test('a start that comes later has 10 s again, and so has one after a code', async () => {
    const client = await connect({ scope: 'api' })
    client.server.script('deviceAuthorization', hang(), hang(), deviceAuthorized(), hang())
    expect(await timeToGiveUp(client, 'deviceAuthorization')).toBe(10_000)
    await client.clock.advance(60_000)
    expect(await timeToGiveUp(client, 'deviceAuthorization')).toBe(10_000)
    await client.request()
    expect(await timeToGiveUp(client, 'deviceAuthorization')).toBe(10_000)
  })
})

/** Takes one request a second, of whatever kind, and has its metadata kept by nobody. */
async function limited(scope: string): Promise<Client> {
  const client = await connect({ scope })
  const { server, clock } = client
  let takenAt = Number.NEGATIVE_INFINITY
  const usual: Partial<Record<(typeof ENDPOINTS)[number], ResponseSource>> = {
    openidConfiguration: { body: await (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json() },
    jwks: { body: await server.jwks() },
    deviceAuthorization: deviceAuthorized(),
  }
  for (const endpoint of ENDPOINTS) {
    server.always(endpoint, () => {
      if (clock.now() - takenAt < 1000) return empty(429)
      takenAt = clock.now()
      return withHeaders(usual[endpoint] ?? empty(404), { 'cache-control': 'no-store' })
    })
  }
  return client
}

describe('a server that counts requests gives a code all the same: the tries of a start read its metadata once (D8)', () => {
  test.each(['api', 'openid'])('with the scope %s', async (scope) => {
    const { request, clock, server } = await limited(scope)
    expect(await faultOf(request())).toMatchObject({ reason: 'rateLimited' })
    await clock.advance(1000)
    expect((await request()).userCode).toBe('WDJB-MJHT')
    // One was for the test.
    expect(server.requests('openidConfiguration')).toHaveLength(2)
  })

  test('while the next start reads what may not be kept again', async () => {
    const { request, clock, server } = await limited('api')
    await faultOf(request())
    await clock.advance(1000)
    await request()
    await clock.advance(1000)
    expect(await failure(request())).toBeInstanceOf(TransientFault)
    expect(server.requests('openidConfiguration')).toHaveLength(3)
  })

  test('but reads it again where the server was not to be reached: it may have moved', async () => {
    const { request, server } = await connect({ scope: 'api' })
    server.script('deviceAuthorization', reset())
    await faultOf(request())
    await request()
    expect(server.requests('openidConfiguration')).toHaveLength(2)
  })

  test('keys are asked for after the code, which is shown though they are refused', async () => {
    const { request, clock, server } = await limited('openid')
    await faultOf(request())
    await clock.advance(1000)
    await request()
    expect(server.requests('jwks').length).toBeLessThanOrEqual(1)
    expect(
      server
        .requests()
        .map(({ endpoint }) => endpoint)
        .indexOf('jwks'),
    ).toBeGreaterThan(
      server
        .requests()
        .map(({ endpoint }) => endpoint)
        .lastIndexOf('deviceAuthorization'),
    )
  })
})
