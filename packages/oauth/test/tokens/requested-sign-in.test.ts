import { Secret } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import { granted } from '@device-flow/testing'
import { createOAuthServices } from '../../src/index.ts'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf } from '../support.ts'
import type { Client, Setup } from '../support.ts'

const MINUTE = 60
const seconds = (ms: number): number => Math.floor(ms / 1000)

/** Polls once, and is answered with an ID token of someone who signed in so long ago, s; undefined: it does not say. */
async function pollFor(client: Client, ago: number | undefined, claims: object = {}): Promise<{ type: string }> {
  const now = seconds(client.clock.now())
  const at = ago === undefined ? {} : { auth_time: now - ago }
  return client.poll(granted({}, { claims: { iat: now, ...at, ...claims } }))
}

const asking = (parameters: Record<string, string>, setup: Setup = {}): Promise<Client> =>
  connect({ ...setup, parameters })

const essential = (acr: object): string => JSON.stringify({ id_token: { acr: { essential: true, ...acr } } })

const detailsOf = async (given: unknown): Promise<TokenSet['authorizationDetails']> =>
  (await (await connect()).signIn(granted({ authorization_details: given }))).authorizationDetails

describe('who asked for a recent sign-in (max_age) gets tokens of no other (H11)', () => {
  test.each([
    ['an hour ago', 60 * MINUTE, /longer ago than the 60 s/],
    ['nobody knows when', undefined, /nothing says when/],
    ['a minute after the token was issued, which cannot be', -MINUTE, /after the ID token was issued/],
  ])('%s: the login ends, and the tokens are revoked', async (_, ago, message) => {
    const client = await asking({ max_age: '60' })
    const error = endOf(await pollFor(client, ago))
    expect(error).toMatchObject({ reason: 'invalidIdToken', field: 'auth_time' })
    expect(error.message).toMatch(message)
    expect(client.server.requests('revocation').length).toBe(2)
  })

  test.each([
    ['just now', 0, '0'],
    ['in time', 50, '60'],
    ['by a clock of the server that is a little behind', 80, '60'],
    ['by one that is a little ahead', -20, '60'],
  ])('%s: signed in', async (_, ago, maxAge) => {
    expect(await pollFor(await asking({ max_age: maxAge }), ago)).toMatchObject({ type: 'granted' })
  })

  test.each<[string, string, string]>([
    ['0', 'openid', '1'],
    ['00', 'openid', '1'],
    ['1', 'openid', '1'],
    // The API judges it: no server has to say when.
    ['0', 'orders', '0'],
  ])(
    'max_age %s of a login for %s is sent as %s: of 0, servers make a prompt, and do not say when',
    async (maxAge, scope, sent) => {
      for (const own of [false, true]) {
        const client = await asking(own ? {} : { max_age: maxAge }, { scope })
        await client.request(own ? { parameters: { max_age: maxAge } } : {})
        expect(client.server.requests('deviceAuthorization')[0]?.form.get('max_age')).toBe(sent)
      }
    },
  )

  test('and is judged as 0: who signed in before the login began is not let in', async () => {
    expect(await pollFor(await asking({ max_age: '0' }), 25)).toMatchObject({ type: 'granted' })
    expect(endOf(await pollFor(await asking({ max_age: '0' }), 40)).message).toContain('longer ago than the 0 s')
    expect(endOf(await pollFor(await asking({ max_age: '0' }), undefined))).toMatchObject({ field: 'auth_time' })
  })

  test('who signed in at once and took ten minutes to approve is let in; the device may have any clock', async () => {
    const client = await asking({ max_age: '60' }, { server: { expiresIn: 900 } })
    const authorization = await client.request()
    await client.clock.advance(600_000)
    const iat = 1_000_000_000
    for (const [ago, type] of [
      [610, 'granted'],
      [700, 'ended'],
    ] as const) {
      const claims = { iat, exp: seconds(client.clock.now()) + 300, auth_time: iat - ago }
      client.server.script('token', granted({}, { claims }))
      expect(await client.services.pollToken(authorization, call)).toMatchObject({ type })
    }
  })

  test('it holds for what one login asks for, and for one that another process began', async () => {
    const client = await connect()
    const authorization = await client.request({ parameters: { max_age: '60' } })
    const old = granted({}, { claims: { auth_time: seconds(client.clock.now()) - 3600 } })
    client.server.script('token', old)
    expect(await client.services.pollToken(authorization, call)).toMatchObject({ type: 'ended' })
    const { issuer } = client.server
    const [clientId, scope, parameters] = ['client-1', 'openid', { max_age: '60' }]
    const elsewhere = createOAuthServices({ issuer, clientId, scope, clock: client.clock })
    client.server.script('token', old)
    const { deviceCode: _ofThisProcess, ...begun } = await client.request({ parameters })
    const kept = { ...begun, deviceCode: new Secret('code-1') }
    expect(await elsewhere.pollToken(kept, call)).toMatchObject({ type: 'ended' })
  })

  test('nobody is held to what the login never asked for, by whoever goes on with it', async () => {
    const client = await connect()
    const { issuer } = client.server
    const [clientId, scope, parameters] = ['client-1', 'openid', { max_age: '60' }]
    const elsewhere = createOAuthServices({ issuer, clientId, scope, parameters, clock: client.clock })
    client.server.script('token', granted({}, { claims: { auth_time: seconds(client.clock.now()) - 3600 } }))
    expect(await elsewhere.pollToken(await client.request(), call)).toMatchObject({ type: 'granted' })
  })

  test('without openid there is no ID token to judge: the API does', async () => {
    const client = await asking({ max_age: '60' }, { scope: 'orders' })
    expect(await pollFor(client, undefined)).toMatchObject({ type: 'granted' })
  })
})

describe('a way to sign in that the claims request calls essential is held to (H11)', () => {
  test.each([
    ['another', { acr: 'pwd' }, essential({ values: ['mfa', 'phr'] }), 'ended'],
    ['none', {}, essential({ value: 'mfa' }), 'ended'],
    ['one of them', { acr: 'phr' }, essential({ values: ['mfa', 'phr'] }), 'granted'],
    ['any, where no value is named', { acr: 'pwd' }, essential({}), 'granted'],
    ['one that is only wished for', { acr: 'pwd' }, '{"id_token":{"acr":{"value":"mfa"}}}', 'granted'],
    ['any, where nothing is asked of the ID token', { acr: 'pwd' }, '{"userinfo":{}}', 'granted'],
  ])('%s', async (_, acr, claims, type) => {
    const outcome = await pollFor(await asking({ claims }), 0, acr)
    expect(outcome).toMatchObject(type === 'ended' ? { type, error: { field: 'acr' } } : { type })
  })

  test('acr_values are a wish: how the person signed in is in the claims', async () => {
    const outcome = await pollFor(await asking({ acr_values: 'mfa' }), 0, { acr: 'pwd' })
    expect(outcome).toMatchObject({ type: 'granted', tokens: { claims: { acr: 'pwd' } } })
  })
})

describe('what was granted of authorization_details is with the tokens (RFC 9396 §7)', () => {
  test('as the server names it, without what leads to a prototype', async () => {
    const payment = { type: 'payment', actions: ['initiate'], limit: { amount: '9.90', currency: 'EUR' } }
    const hostile = JSON.parse('{"type":"x","__proto__":{"a":1},"in":{"constructor":2}}') as object
    expect(await detailsOf([payment, hostile])).toEqual([payment, { type: 'x', in: {} }])
  })

  test.each([['text'], [{ type: 'payment' }], [null], [undefined]])('what is no list is none: %j', async (given) => {
    expect(await detailsOf(given)).toBeUndefined()
  })

  test('what has no type is left out', async () => {
    expect(await detailsOf([7, null, { actions: [] }, { type: 1 }, { type: 'payment' }])).toEqual([{ type: 'payment' }])
  })

  test('at a refresh, the new ones count, and the old where none are named', async () => {
    const { server, services, signIn } = await connect()
    const tokens = await signIn(granted({ authorization_details: [{ type: 'payment' }] }))
    server.script('token', granted({ authorization_details: [{ type: 'read' }] }))
    const outcome = await services.refreshTokens(tokens)
    expect(outcome).toMatchObject({ tokens: { authorizationDetails: [{ type: 'read' }] } })
  })
})
