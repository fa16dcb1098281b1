import { empty, hang, html } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, failure, faultOf, holdBack } from '../support.ts'
import type { Client } from '../support.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const reads = ({ server }: Client): number => server.requests('openidConfiguration').length

/** A server whose metadata comes with these headers, or rather with what they are when it is asked for. */
async function withHeaders(headers: Record<string, string>): Promise<Client> {
  const client = await connect()
  client.server.always('openidConfiguration', (_request, { issuer, endpoints }) => ({
    headers,
    body: {
      issuer,
      token_endpoint: endpoints.tokenEndpoint,
      device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
    },
  }))
  return client
}

const inOneHour = new Date(Date.now() + HOUR_MS).toUTCString()
const anHourAgo = new Date(Date.now() - HOUR_MS).toUTCString()
const now = new Date().toUTCString()

describe('a new login reads the metadata again when it has aged (case 13)', () => {
  test.each<[string, Record<string, string>, number]>([
    ['an hour without a word of the server', {}, HOUR_MS],
    ['max-age', { 'cache-control': 'public, max-age=600' }, 10 * MINUTE_MS],
    ['Max-Age, quoted', { 'cache-control': 'Public,Max-Age="600"' }, 10 * MINUTE_MS],
    ['a minute at least', { 'cache-control': 'max-age=0' }, MINUTE_MS],
    ['a day at most', { 'cache-control': 'max-age=31536000' }, 24 * HOUR_MS],
    ['an hour, though s-maxage is for others', { 'cache-control': 's-maxage=600' }, HOUR_MS],
    ['an hour, with a max-age of nonsense', { 'cache-control': 'max-age=soon' }, HOUR_MS],
    ['Expires, by the server’s own Date', { expires: now, date: anHourAgo }, HOUR_MS],
    ['a minute, when it has expired', { expires: anHourAgo, date: now }, MINUTE_MS],
    ['a minute, when it expires at no time that there is', { expires: '0' }, MINUTE_MS],
    ['max-age over Expires', { 'cache-control': 'max-age=120', expires: inOneHour }, 2 * MINUTE_MS],
  ])('%s', async (_what, headers, lifetimeMs) => {
    const client = await withHeaders(headers)
    await client.request()
    await client.clock.advance(lifetimeMs - 5000)
    await client.request()
    expect(reads(client)).toBe(1)
    await client.clock.advance(5000)
    await client.request()
    await client.request()
    expect(reads(client)).toBe(2)
  })

  test.each(['no-store', 'no-cache', 'private, no-store, max-age=600', 'No-Cache, must-revalidate'])(
    'each login reads %s anew, and none of its polls does',
    async (control) => {
      const client = await withHeaders({ 'cache-control': control })
      const authorization = await client.request()
      for (let poll = 0; poll < 3; poll += 1) await client.services.pollToken(authorization, call)
      expect(reads(client)).toBe(1)
      await client.request()
      expect(reads(client)).toBe(2)
    },
  )

  test('a clock that was set back does not make it young', async () => {
    const client = await connect()
    await client.request()
    client.clock.jumpWall(-30 * 24 * HOUR_MS)
    await client.request()
    expect(reads(client)).toBe(2)
  })

  test.each<[string, ResponseSource]>([
    ['is down', empty(503)],
    ['shows a page', html(200)],
    ['is not there', empty(404)],
    ['is that of another issuer', { body: { issuer: 'https://evil.example.com' } }],
  ])('what was known is used when the new one %s: a blip does not break what works', async (_what, answer) => {
    const client = await connect()
    await client.request()
    await client.clock.advance(HOUR_MS)
    client.server.always('openidConfiguration', answer)
    client.server.always('oauthServerMetadata', answer)
    expect((await client.request()).userCode).toBe('WDJB-MJHT')
    expect(reads(client)).toBe(2)
  })

  test('polls, refreshes and revocations go by what is known, however old', async () => {
    const client = await connect()
    const { services, clock } = client
    const tokens = await client.signIn()
    await clock.advance(30 * 24 * HOUR_MS)
    await services.refreshTokens(tokens)
    await services.revokeTokens(tokens)
    expect(reads(client)).toBe(1)
  })

  test('the platform’s own cache is asked the first time, and then passed by: what it holds may be wrong', async () => {
    const modes: unknown[] = []
    const client = await connect({
      fetch: (input, init) => {
        if (String(input).includes('.well-known')) modes.push(init?.cache)
        return fetch(input, init)
      },
    })
    await client.request()
    await client.clock.advance(HOUR_MS)
    await client.request()
    expect(modes).toEqual([undefined, 'no-cache'])
  })
})

describe('logins that begin at once share one reading of the metadata', () => {
  test('two', async () => {
    const client = await connect()
    const codes = await Promise.all([client.request(), client.request(), client.request()])
    expect(codes).toHaveLength(3)
    expect(reads(client)).toBe(1)
  })

  test('and its failure; the next one reads it afresh', async () => {
    const client = await connect()
    client.server.script('openidConfiguration', empty(503))
    client.server.script('oauthServerMetadata', empty(503))
    const faults = await Promise.all([faultOf(client.request()), faultOf(client.request())])
    expect(faults.map(({ reason }) => reason)).toEqual(['serverError', 'serverError'])
    expect(reads(client)).toBe(1)
    await client.request()
    expect(reads(client)).toBe(2)
  })

  test('a refresh and a revocation of restored sessions share it too', async () => {
    const elsewhere = await connect()
    const tokens = await elsewhere.signIn()
    const client = await connect()
    await Promise.all([client.services.refreshTokens(tokens), client.services.revokeTokens(tokens)])
    expect(reads(client)).toBe(1)
  })

  test('one that is called off does not take it from the others', async () => {
    const client = await connect()
    const { server, services } = client
    const { held, release } = holdBack()
    server.script('openidConfiguration', async (_request, { issuer, endpoints }) => {
      await held
      return {
        body: {
          issuer,
          token_endpoint: endpoints.tokenEndpoint,
          device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
        },
      }
    })
    const controllers = [new AbortController(), new AbortController()]
    const [first, second] = controllers.map(({ signal }) => services.requestDeviceAuthorization({}, { signal }))
    await server.waitForRequest('openidConfiguration')
    const reason = new Error('enough')
    controllers[0]?.abort(reason)
    expect(await failure(first as Promise<unknown>)).toBe(reason)
    release()
    expect((await second)?.userCode).toBe('WDJB-MJHT')
    expect(reads(client)).toBe(1)
  })

  test('the last one to call off ends it, and whoever comes then begins anew', async () => {
    const client = await connect()
    const { server, services } = client
    server.script('openidConfiguration', hang())
    const controllers = [new AbortController(), new AbortController()]
    const requests = controllers.map(({ signal }) => failure(services.requestDeviceAuthorization({}, { signal })))
    await server.waitForRequest('openidConfiguration')
    for (const controller of controllers) controller.abort(new Error('enough'))
    const next = client.request()
    expect(await Promise.all(requests)).toEqual([new Error('enough'), new Error('enough')])
    expect((await next).userCode).toBe('WDJB-MJHT')
    await expect.poll(() => server.requests('openidConfiguration')[0]?.aborted).toBe(true)
    expect(reads(client)).toBe(2)
  })
})
