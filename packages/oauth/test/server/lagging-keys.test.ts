import { empty, granted, html, redirect } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, drive, endOf, failure } from '../support.ts'
import type { Client, Setup } from '../support.ts'
import { moveTo, reads } from './moved.ts'

/** A login that is granted right after the server has replaced its key, which shows its old keys, or this, for so long. */
async function grantedByNewKey(lagMs: number, old?: ResponseSource, setup?: Setup): Promise<Approved> {
  const client = await connect(setup)
  const { server, request, services, clock } = client
  const before = { body: await server.jwks() }
  const authorization = await request()
  await server.waitForRequest('jwks')
  server.rotateKey()
  const keys = { body: await server.jwks() }
  server.always('jwks', old ?? before)
  clock.schedule(() => server.always('jwks', keys), lagMs)
  server.script('token', granted())
  const blips: unknown[] = []
  return {
    ...client,
    blips,
    poll: () => services.pollToken(authorization, { ...call, tellBlip: (fault) => blips.push(fault) }),
  }
}

interface Approved extends Omit<Client, 'poll'> {
  blips: unknown[]
  poll: () => ReturnType<Client['services']['pollToken']>
}

const portal = redirect('https://portal.example/')

describe('a server that signs by a new key before all see it loses no approved login (case 7)', () => {
  test.each([700, 3000, 8000, 25_000])('where the key set shows it %i ms later', async (lagMs) => {
    const client = await grantedByNewKey(lagMs)
    const outcome = await drive(client, client.poll())
    expect(outcome).toMatchObject({ type: 'granted', tokens: { claims: { sub: 'person-1' } } })
    expect(client.server.requests('revocation')).toHaveLength(0)
    expect(client.server.requests('token')).toHaveLength(1)
    expect(client.server.requests('jwks').length).toBeLessThanOrEqual(1 + 6)
    expect(client.blips[0]).toMatchObject({ errorDescription: expect.stringContaining('is being checked') })
  })

  test.each<[string, ResponseSource, string?]>([
    ['a set without keys', { body: { keys: [] } }, 'its key is not published yet'],
    ['an empty object', { body: {} }],
    ['a 404', empty(404)],
    ['a 403 page', html(403)],
    ['a 401', empty(401)],
    ['a redirect', portal],
    ['a 202', { status: 202, body: { status: 'starting' } }],
    ['an empty success', empty(200)],
    ['a page', html(200)],
    ['a set that is cut off', { body: '{"keys":[{"kty":"EC"' }],
  ])('where the key set is %s for 8 s', async (_what, answer, blip = 'the key set of the server is of no use now') => {
    const client = await grantedByNewKey(8000, answer)
    expect((await drive(client, client.poll())).type).toBe('granted')
    expect(client.server.requests('revocation')).toHaveLength(0)
    expect(client.blips[0]).toMatchObject({ errorDescription: `the sign-in is being checked, and ${blip}` })
  })

  test('where two hosts serve the key set, and one is behind', async () => {
    const client = await connect()
    const { server, services, request } = client
    const before = { body: await server.jwks() }
    const authorization = await request()
    await server.waitForRequest('jwks')
    server.rotateKey()
    server.script('jwks', before, before, { body: await server.jwks() })
    server.script('token', granted())
    expect((await drive(client, services.pollToken(authorization, call))).type).toBe('granted')
  })

  test('nor that of another person who approves meanwhile', async () => {
    const client = await grantedByNewKey(20_000)
    const { services, server, clock } = client
    const other = await client.request()
    server.script('token', granted())
    const later = new Promise<{ type: string }>((resolve) => {
      clock.schedule(() => resolve(services.pollToken(other, call)), 16_000)
    })
    const outcomes = await drive(client, Promise.all([client.poll(), later]))
    expect(outcomes.map(({ type }) => type)).toEqual(['granted', 'granted'])
    expect(server.requests('revocation')).toHaveLength(0)
  })

  test('nor those of many who approve at once, for whom the key set is read together', async () => {
    const client = await grantedByNewKey(20_000)
    const { services, server, request } = client
    const others = await Promise.all(Array.from({ length: 9 }, () => request()))
    server.always('token', granted())
    const polled = [client.poll(), ...others.map((other) => services.pollToken(other, call))]
    const outcomes = await drive(client, Promise.all(polled))
    expect(outcomes.filter(({ type }) => type === 'granted')).toHaveLength(10)
    expect(server.requests('jwks').length).toBeLessThanOrEqual(1 + 2 * 6)
  })

  test('where the metadata names the new key set 3 s late', async () => {
    const client = await grantedByNewKey(3_600_000)
    const { server, clock } = client
    server.always('/v2/keys', { body: await server.jwks() })
    clock.schedule(() => moveTo(client, { jwks_uri: `${server.origin}/v2/keys` }), 3000)
    expect((await drive(client, client.poll())).type).toBe('granted')
  })
})

describe('a key that does not come is waited for 30 s, and the tokens are revoked', () => {
  test.each<[string, Parameters<typeof granted>, string]>([
    ['of a name that is never published', [{}, { header: { kid: 'nobody' } }], 'kid'],
    ['of a forger', [{}, { key: 'foreign' }], 'signature'],
  ])('one %s', async (_what, answer, field) => {
    const client = await connect()
    const startedAt = client.clock.now()
    const outcome = await client.poll(granted(...answer))
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field })
    expect(client.clock.now() - startedAt).toBeGreaterThanOrEqual(30_000)
    expect(client.clock.now() - startedAt).toBeLessThan(60_000)
    expect(client.server.requests('jwks').length).toBeLessThanOrEqual(1 + 6)
    expect(reads(client)).toBeLessThanOrEqual(1 + 6)
    expect(client.server.requests('revocation')).toHaveLength(2)
  })

  test('but not beyond the life of the code', async () => {
    const client = await connect({ server: { expiresIn: 10 } })
    const { server, services, request } = client
    const authorization = await request()
    server.script('token', granted({}, { header: { kid: 'nobody' } }))
    const startedAt = client.clock.now()
    const outcome = await drive(client, services.pollToken(authorization, call))
    expect(endOf(outcome).field).toBe('kid')
    expect(client.clock.now() - startedAt).toBeLessThan(10_000)
  })

  test('nor for a login that is called off', async () => {
    const client = await connect()
    const { server, services, request, clock } = client
    const authorization = await request()
    server.script('token', granted({}, { header: { kid: 'nobody' } }))
    const controller = new AbortController()
    clock.schedule(() => controller.abort(new Error('enough')), 5000)
    const outcome = failure(services.pollToken(authorization, { signal: controller.signal }))
    expect(await drive(client, outcome)).toMatchObject({ message: 'enough' })
    expect(server.requests('revocation')).toHaveLength(2)
    expect(clock.pendingTimers).toBe(0)
  })
})
