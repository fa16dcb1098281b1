import { granted, pending } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf, faultOf, nested, nestedJson } from '../support.ts'

test('a person who approved is signed in, with everything the server gave', async () => {
  const { signIn, clock, server } = await connect()
  const tokens = await signIn()
  expect(tokens).toMatchObject({
    tokenType: 'bearer',
    scope: 'openid offline_access',
    receivedAt: clock.now(),
    expiresAt: clock.now() + 3_600_000,
    claims: { iss: server.issuer, sub: 'person-1', aud: 'client-1' },
  })
  expect(tokens.accessToken.reveal()).toBe('access-token-1')
  expect(tokens.refreshToken?.reveal()).toBe('refresh-token-1')
  expect(tokens.idToken?.reveal().split('.')).toHaveLength(3)
})

const plain = { refresh_token: undefined, id_token: undefined, scope: undefined }

describe('what servers leave out or say their own way is understood', () => {
  test.each<[string, object, object]>([
    ['no token_type (C5)', { token_type: undefined }, { tokenType: 'bearer' }],
    ['an empty token_type', { token_type: '' }, { tokenType: 'bearer' }],
    ['null for a token_type', { token_type: null }, { tokenType: 'bearer' }],
    ['BEARER (C5)', { token_type: 'BEARER' }, { tokenType: 'bearer' }],
    ['a blank beside the token_type', { token_type: ' Bearer ' }, { tokenType: 'bearer' }],
    ['a blank for a token_type', { token_type: ' ' }, { tokenType: 'bearer' }],
    ['BearerToken, as Apigee says it', { token_type: 'BearerToken' }, { tokenType: 'bearer' }],
    ['no scope: the one asked for (C5)', { scope: undefined }, { scope: 'openid offline_access' }],
    ['an empty scope: the one asked for', { scope: '' }, { scope: 'openid offline_access' }],
    ['a scope with commas, as GitHub says it', { scope: 'repo,gist' }, { scope: 'repo gist' }],
    ['a list of scopes, as Twitch says it', { scope: ['a:b', 'c'] }, { scope: 'a:b c' }],
    ['null for what there is not', { refresh_token: null, id_token: null, scope: null, expires_in: null }, {}],
    ['members nested too deeply that nobody needs', { x: nested(99) }, {}],
    ['unknown members', { instance_url: 'https://x.example.com', not_before_policy: 0 }, {}],
  ])('%s', async (_what, members, expected) => {
    const { signIn } = await connect()
    expect(await signIn(granted({ ...plain, ...members }))).toMatchObject(expected)
  })

  test('no scope in the answer to a login that asked for its own', async () => {
    const { server, services, request } = await connect()
    const authorization = await request({ scope: 'profile' })
    server.script('token', granted(plain))
    expect(await services.pollToken(authorization, call)).toMatchObject({ tokens: { scope: 'profile' } })
  })

  test.each<[unknown, number | undefined]>([
    ['3600', 3_600_000],
    [60.5, 60_500],
    [undefined, undefined],
    [0, undefined],
    [-1, undefined],
    ['', undefined],
    ['never', undefined],
    [1e306, undefined],
    ['9'.repeat(400), undefined],
    [100 * 365 * 86_400, 100 * 365 * 86_400_000],
    [200 * 365 * 86_400, undefined],
  ])('an expires_in of %j (C5)', async (value, ms) => {
    const { signIn, clock } = await connect()
    expect((await signIn(granted({ ...plain, expires_in: value }))).expiresAt).toBe(ms && clock.now() + ms)
  })

  test('form encoding (C4)', async () => {
    const { poll } = await connect()
    const form = { access_token: 'gho_1', scope: 'repo,gist', token_type: 'bearer' }
    const outcome = await poll({ form })
    expect(outcome).toMatchObject({ type: 'granted', tokens: { scope: 'repo gist', tokenType: 'bearer' } })
  })

  test('an approval in an answer that comes after the deadline still counts (C6)', async () => {
    const { server, services, request, clock } = await connect({ server: { expiresIn: 60 } })
    const authorization = await request()
    await clock.advance(59_000)
    server.script('token', async () => {
      await clock.advance(2000)
      return granted(plain)
    })
    const outcome = await services.pollToken(authorization, call)
    expect(outcome).toMatchObject({ type: 'granted', tokens: { receivedAt: authorization.expiresAt + 1000 } })
  })
})

describe('an answer that makes no sense ends in an error that names the member, and no token is kept (C5)', () => {
  test.each<[string, unknown]>([
    ['access_token', undefined],
    ['access_token', null],
    ['access_token', ''],
    ['access_token', 5],
    ['access_token', { value: 'a' }],
    ['token_type', 5],
    ['token_type', 'mac'],
    ['token_type', 'N_A'],
    ['expires_in', {}],
    ['expires_in', [3600]],
    ['expires_in', true],
    ['refresh_token', 5],
    ['refresh_token', ['a']],
    ['access_token', 'a\u001B[2Jb'],
    ['access_token', 'a\r\nb'],
    ['access_token', 'zugang\u00FC'],
    ['refresh_token', 'a\u0000b'],
    ['refresh_token', 'a\u202Eb'],
    ['id_token', 5],
    ['id_token', {}],
    ['scope', 5],
    ['scope', { a: 1 }],
    ['scope', ['a', 1]],
  ])('%s: %j', async (field, value) => {
    const { poll } = await connect()
    const error = endOf(await poll(granted({ ...plain, [field]: value })))
    expect(error).toMatchObject({ reason: 'invalidResponse', field, status: 200 })
    expect(error.message).toContain(field)
    expect(error.message).toContain('Report it to whoever runs the server')
  })

  test('token_type: DPoP, of a client without keys, with the option that gives it one', async () => {
    const { poll, server } = await connect()
    const error = endOf(await poll(granted({ ...plain, token_type: 'DPoP' })))
    expect(error).toMatchObject({ reason: 'invalidResponse', field: 'token_type', status: 200 })
    expect(error.message).toContain('(token_type DPoP), though this client has none: set the option dpop (createDpop)')
    expect(server.requests('revocation').length).toBeGreaterThan(0)
  })

  test.each(['access_token', 'token_type', 'expires_in', 'refresh_token', 'id_token', 'scope', 'error'])(
    '%s: 100 000 lists in each other',
    async (field) => {
      const { poll } = await connect()
      const body = nestedJson({ access_token: 'a' }, field)
      expect(endOf(await poll({ body }))).toMatchObject({ reason: 'invalidResponse', field, status: 200 })
    },
  )

  test.each([
    ['mac', ' “mac”'],
    ['x\u001B[1m\u202Ey', ' “x[1my”'],
    ['access-token-1', ' “[secret]”'],
    ['\u001B\u202E', ''],
    ['A'.repeat(300), ' “…”'],
    [5, ''],
  ])('a token_type that is not understood, %j, is named, cleaned and short', async (type, quoted) => {
    const { poll } = await connect()
    const { message } = endOf(await poll(granted({ ...plain, token_type: type })))
    expect(message).toContain(` answered with an unusable token_type${quoted}. Report it`)
  })

  test('tokens in an answer with an error status are not taken for success (C5)', async () => {
    const { poll } = await connect()
    expect(await faultOf(poll({ status: 400, body: { access_token: 'a', token_type: 'bearer' } }))).toMatchObject({
      reason: 'invalidResponse',
    })
  })

  test('the tokens of such an answer are revoked', async () => {
    const { poll, server } = await connect()
    await poll(granted({ ...plain, token_type: 'mac', refresh_token: 'r' }))
    expect(server.requests('revocation').map(({ form }) => form.get('token'))).toEqual(['r', 'access-token-1'])
  })
})

test('a login that was restored from a store can be polled without a request before it', async () => {
  const { request, server } = await connect()
  const authorization = await request()
  const later = await connect({ endpoints: () => server.endpoints })
  server.script('token', pending(), granted(plain))
  expect((await later.services.pollToken(authorization, call)).type).toBe('pending')
  expect((await later.services.pollToken(authorization, call)).type).toBe('granted')
})
