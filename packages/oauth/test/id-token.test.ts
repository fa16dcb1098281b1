import { inspect } from 'node:util'
import { delayed, denied, empty, granted, hang, html, pending, redirect, reset } from '@device-flow/testing'
import type { AnswerSource, GrantedIdToken } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, drive, endOf, failure, nested } from './support.ts'

const now = (): number => Math.floor(Date.now() / 1000)

describe('an ID token that is not for this client and person is rejected, and the tokens are revoked (H6)', () => {
  test.each<[string, string, GrantedIdToken]>([
    ['of another issuer', 'iss', { claims: { iss: 'https://evil.example.com' } }],
    ['without an issuer', 'iss', { claims: { iss: undefined } }],
    ['for another client', 'aud', { claims: { aud: 'client-2' } }],
    ['for two clients and the other is in charge', 'azp', { claims: { aud: ['client-1', 'b'], azp: 'b' } }],
    ['for two clients and nobody is in charge', 'aud', { claims: { aud: ['client-1', 'b'] } }],
    ['without an audience', 'aud', { claims: { aud: undefined } }],
    ['that has expired', 'exp', { claims: { exp: now() - 120 } }],
    ['that never expires', 'exp', { claims: { exp: undefined } }],
    ['whose expiry is text', 'exp', { claims: { exp: 'tomorrow' } }],
    ['without a time of issue', 'iat', { claims: { iat: undefined } }],
    ['that is not valid yet', 'nbf', { claims: { nbf: now() + 600 } }],
    ['about nobody', 'sub', { claims: { sub: undefined } }],
    ['nested too deeply to be kept', 'id_token', { claims: { deep: nested(1000) } }],
    ['about an empty name', 'sub', { claims: { sub: '' } }],
    ['about a number', 'sub', { claims: { sub: 5 } }],
    ['without a signature', 'alg', { alg: 'none' }],
    ["signed with the server's public key as a secret", 'alg', { alg: 'HS256' }],
    ['signed with an algorithm that the server does not announce', 'alg', { alg: 'PS256' }],
    ['signed with a foreign key', 'signature', { key: 'foreign' }],
    ['signed with a key that is not published', 'kid', { header: { kid: 'nobody' } }],
  ])('%s: %s', async (_what, field, idToken) => {
    const { poll, server } = await connect()
    const error = endOf(await poll(granted({}, idToken)))
    expect(error).toMatchObject({ reason: 'invalid_id_token', field })
    expect(server.requests('revocation').map(({ form }) => form.get('token'))).toEqual([
      'refresh-token-1',
      'access-token-1',
    ])
  })

  test.each([['text'], ['a.b.c'], ['a.b.c.d.e'], ['..'], ['e30.e30.e30']])(
    '%s instead of an ID token',
    async (idToken) => {
      const { poll } = await connect()
      const error = endOf(await poll(granted({ id_token: idToken })))
      expect(error.reason).toBe('invalid_id_token')
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(`"${idToken}"`)
    },
  )
})

test.each<[string, GrantedIdToken]>([
  ['exp is missing or unusable', { claims: { exp: undefined } }],
  ['aud is missing or unusable', { claims: { aud: undefined } }],
  ['aud names another client', { claims: { aud: 'client-2' } }],
  ["by this device's clock it has expired (exp)", { claims: { exp: now() - 120 } }],
  ['it is signed with an algorithm that is not accepted (alg)', { alg: 'none' }],
  ['it is signed with a key that the server does not publish (kid)', { header: { kid: 'nobody' } }],
  ['its signature does not match', { key: 'foreign' }],
  ['its claims are nested too deeply', { claims: { deep: nested(100) } }],
])('the message says what is wrong in a sentence: %s', async (problem, idToken) => {
  const { poll } = await connect()
  expect(endOf(await poll(granted({}, idToken))).message).toContain(`The ID token was rejected: ${problem}. Nothing`)
})

describe('the algorithm (H6)', () => {
  test('the one configured wins over what the server announces', async () => {
    const { poll, signIn } = await connect({ idTokenSignedResponseAlg: 'ES256' })
    expect(endOf(await poll(granted()))).toMatchObject({ reason: 'invalid_id_token', field: 'alg' })
    expect((await signIn(granted({}, { alg: 'ES256' }))).claims?.sub).toBe('person-1')
  })

  test.each(['PS256', 'ES256', 'EdDSA'] as const)('%s is accepted where the server announces it', async (alg) => {
    const { signIn } = await connect({ server: { metadata: { id_token_signing_alg_values_supported: [alg] } } })
    expect((await signIn(granted({}, { alg }))).claims?.sub).toBe('person-1')
  })

  test('RS256 is what is expected where nothing is announced', async () => {
    const { signIn, poll } = await connect({
      server: { metadata: { id_token_signing_alg_values_supported: undefined } },
    })
    expect((await signIn()).claims?.sub).toBe('person-1')
    expect(endOf(await poll(granted({}, { alg: 'ES256' })))).toMatchObject({ field: 'alg' })
  })

  test.each(['none', 'HS256'] as const)('%s is not accepted even where the server announces it', async (alg) => {
    const { poll } = await connect({ server: { metadata: { id_token_signing_alg_values_supported: ['RS256', alg] } } })
    expect(endOf(await poll(granted({}, { alg })))).toMatchObject({ reason: 'invalid_id_token', field: 'alg' })
  })
})

test('several audiences are accepted when this client is in charge', async () => {
  const { signIn } = await connect()
  const claims = { aud: ['client-1', 'api'], azp: 'client-1' }
  expect((await signIn(granted({}, { claims }))).claims?.aud).toEqual(['client-1', 'api'])
})

test('time is told by the given clock', async () => {
  const { poll, clock } = await connect()
  clock.jumpWall(2 * 3_600_000)
  expect(endOf(await poll(granted()))).toMatchObject({ reason: 'invalid_id_token', field: 'exp' })
})

test('a login for openid that brings no ID token is a login all the same', async () => {
  const { signIn } = await connect()
  const tokens = await signIn(granted({ id_token: undefined }))
  expect(tokens.accessToken.reveal()).toBe('access-token-1')
  expect(tokens).not.toHaveProperty('claims')
})

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

  test('are read only where an ID token is asked for', async () => {
    const { server, request, signIn } = await connect({ scope: 'profile' })
    await request()
    expect((await signIn()).claims?.sub).toBe('person-1')
    expect(server.requests('jwks')).toHaveLength(1)
  })

  test('do not delay or spoil the code when they can not be had', async () => {
    const { server, request } = await connect()
    server.script('jwks', hang())
    expect((await request()).userCode).toBe('WDJB-MJHT')
    server.script('jwks', reset())
    expect((await request()).userCode).toBe('WDJB-MJHT')
  })

  test('are no longer waited for once the request has failed', async () => {
    const { server, request, clock } = await connect()
    server.script('jwks', hang())
    server.script('deviceAuthorization', async () => {
      await server.waitForRequest('jwks')
      return html(500)
    })
    await failure(request())
    await expect.poll(() => server.requests('jwks')[0]?.aborted).toBe(true)
    expect(clock.pendingTimers).toBe(0)
  })

  test('are no longer read once the wait for the next poll is called off: so is the login, most likely (E1)', async () => {
    const { server, services, request, clock } = await connect()
    server.script('jwks', hang())
    await request()
    await server.waitForRequest('jwks')
    const controller = new AbortController()
    const wait = failure(services.sleep({ atLeastMs: 5000 }, { signal: controller.signal }))
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await wait).toBe(reason)
    await expect.poll(() => server.requests('jwks')[0]?.aborted).toBe(true)
    expect(clock.pendingTimers).toBe(0)
  })

  test.each<[string, AnswerSource]>([
    ['has the person undecided', pending()],
    ['ends the login', denied()],
    ['is a blip', empty(503)],
    ['brings no ID token', granted({ id_token: undefined })],
  ])('are no longer read when the first poll %s: nothing is left behind a login that ends', async (_what, answer) => {
    const { server, services, request, clock } = await connect()
    server.script('jwks', hang())
    const authorization = await request()
    await server.waitForRequest('jwks')
    server.script('token', answer)
    await services.pollToken(authorization, call).catch(() => {})
    await expect.poll(() => server.requests('jwks')[0]?.aborted).toBe(true)
    expect(clock.pendingTimers).toBe(0)
    server.script('token', granted())
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
  })

  test.each([
    ['as before', 'profile', 0],
    ['since the code was fetched', 'openid', 4000],
  ])(
    'that never come are waited for 15 s in all, hanging %s, and the tokens are revoked',
    async (_what, scope, headStartMs) => {
      const client = await connect({ scope })
      const { server, services, request, clock } = client
      server.always('jwks', hang())
      const authorization = await request()
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

  test.each<[string, AnswerSource, string]>([
    ['are out of reach', reset(), 'offline'],
    ['are a page', html(200), 'invalid_id_token'],
    ['are not a list', { body: { keys: 'none' } }, 'invalid_id_token'],
    ['are not there', empty(404), 'invalid_id_token'],
  ])('that %s end the login, and the tokens are revoked', async (_what, answer, reason) => {
    const client = await connect({ scope: 'profile' })
    const { server, services, request } = client
    const authorization = await request()
    server.script('token', granted())
    server.always('jwks', answer)
    const outcome = await drive(client, services.pollToken(authorization, call))
    expect(endOf(outcome)).toMatchObject({ reason, field: 'jwks_uri' })
    expect(server.requests('jwks')).toHaveLength(3)
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test('that are said to be elsewhere are not fetched from there, and the login ends (H5)', async () => {
    const elsewhere = await connect()
    const { server, poll } = await connect({ scope: 'profile' })
    server.script('jwks', redirect(elsewhere.server.endpoints.jwksUri))
    expect(endOf(await poll(granted()))).toMatchObject({ reason: 'invalid_id_token', field: 'jwks_uri' })
    expect(elsewhere.server.requests()).toHaveLength(0)
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
    expect(endOf(await outcome).reason).toBe('invalid_id_token')
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
      server.requests('revocation').map(({ form, repliedAt }) => [form.get('token'), repliedAt !== undefined]),
    ).toEqual([
      ['refresh-token-1', true],
      ['access-token-1', true],
    ])
  })

  test('and so does one that waits for the keys that it began to read with the code', async () => {
    const { server, services, request } = await connect()
    server.script('jwks', hang())
    const authorization = await request()
    await server.waitForRequest('jwks')
    const controller = new AbortController()
    server.script('token', () => {
      setTimeout(() => controller.abort(new Error('enough')), 50)
      return granted()
    })
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

describe('with explicit endpoints', () => {
  test('and the issuer, everything is checked', async () => {
    const { signIn, poll } = await connect({ endpoints: (server) => ({ ...server.endpoints, issuer: server.issuer }) })
    expect((await signIn()).claims?.sub).toBe('person-1')
    const foreign = granted({}, { claims: { iss: 'https://evil.example.com' } })
    expect(endOf(await poll(foreign))).toMatchObject({ reason: 'invalid_id_token', field: 'iss' })
  })

  test('without the keys, an ID token can not be verified and is not handed on', async () => {
    const { signIn } = await connect({ endpoints: ({ endpoints }) => ({ ...endpoints, jwksUri: undefined }) })
    const tokens = await signIn(granted({}, { alg: 'none' }))
    expect(tokens.accessToken.reveal()).toBe('access-token-1')
    expect(tokens).not.toHaveProperty('idToken')
    expect(tokens).not.toHaveProperty('claims')
  })

  describe('with the keys but not the issuer', () => {
    test('the issuer of the first ID token is taken, and held to on refresh', async () => {
      const { signIn, server, services } = await connect({ endpoints: ({ endpoints }) => endpoints })
      const tokens = await signIn(granted({}, { claims: { iss: 'https://tenant.example.com/ü' } }))
      expect(tokens.claims?.iss).toBe('https://tenant.example.com/ü')
      server.script('token', granted({}, { claims: { iss: 'https://other.example.com' } }))
      expect(endOf(await services.refreshTokens(tokens))).toMatchObject({ reason: 'invalid_id_token', field: 'iss' })
    })

    test.each<[string, GrantedIdToken]>([
      ['iss', { claims: { iss: undefined } }],
      ['iss', { claims: { iss: 5 } }],
      ['aud', { claims: { aud: 'client-2' } }],
      ['exp', { claims: { exp: 1 } }],
      ['alg', { alg: 'none' }],
      ['signature', { key: 'foreign' }],
    ])('a bad %s is still rejected', async (field, idToken) => {
      const { poll } = await connect({ endpoints: ({ endpoints }) => endpoints })
      expect(endOf(await poll(granted({}, idToken)))).toMatchObject({ reason: 'invalid_id_token', field })
    })
  })
})
