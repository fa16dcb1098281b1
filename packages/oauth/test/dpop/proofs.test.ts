import { denied, granted, oauthError, pending } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { createDpop } from '../../src/dpop/index.ts'
import { call, connect, endOf, errorOf, faultOf } from '../support.ts'
import type { Client, Setup } from '../support.ts'
import { callApi, hashOf, proofOf } from './verify.ts'

const bound = { token_type: 'DPoP' }

function connectBound(options: Parameters<typeof createDpop>[0] = {}, setup: Setup = {}): Promise<Client> {
  return connect({ dpop: createDpop(options), ...setup })
}

test('each request for tokens carries a proof that was made for it alone, by one key (H7)', async () => {
  const { server, services, request } = await connectBound()
  server.script('token', pending(), granted(bound), granted(bound))
  const authorization = await request()
  await services.pollToken(authorization, call)
  const outcome = await services.pollToken(authorization, call)
  if (outcome.type !== 'granted') throw new Error(outcome.type)
  const { tokens } = outcome
  expect(tokens).toMatchObject({ tokenType: 'dpop', dpopKeyId: authorization.dpopKeyId })
  expect((await services.refreshTokens(tokens)).type).toBe('refreshed')

  const { deviceAuthorizationEndpoint, tokenEndpoint } = server.endpoints
  const proofs = await Promise.all(
    [...server.requests('deviceAuthorization'), ...server.requests('token')].map((sent) => proofOf(sent)),
  )
  expect(proofs.map(({ htu }) => htu)).toEqual([
    deviceAuthorizationEndpoint,
    tokenEndpoint,
    tokenEndpoint,
    tokenEndpoint,
  ])
  for (const { htm, jkt, iat, ath } of proofs) {
    expect({ htm, jkt, ath }).toEqual({ htm: 'POST', jkt: authorization.dpopKeyId, ath: undefined })
    expect(Math.abs(Number(iat) - Date.now() / 1000)).toBeLessThan(60)
  }
  expect(new Set(proofs.map(({ jti }) => jti)).size).toBe(proofs.length)

  await services.revokeTokens(tokens)
  for (const { headers } of server.requests('revocation')) expect(headers['dpop']).toBeUndefined()
})

test('an API, and the userinfo endpoint, get a proof with the hash of the token that is sent (H8)', async () => {
  const { server, services, signIn } = await connectBound()
  const tokens = await signIn(granted(bound))
  await services.fetchUserInfo(tokens)
  const [asked] = server.requests('userinfo')
  expect(asked?.headers.authorization).toBe(`DPoP ${tokens.accessToken.reveal()}`)
  expect(await proofOf(asked)).toMatchObject({ htm: 'GET', ath: hashOf(tokens.accessToken.reveal()) })

  const url = 'https://api.example.com/orders?page=2#top'
  const [called] = await callApi(services, tokens, { method: 'PATCH', url })
  expect(called?.headers.authorization).toBe(`DPoP ${tokens.accessToken.reveal()}`)
  expect(await proofOf(called)).toMatchObject({
    htm: 'PATCH',
    htu: 'https://api.example.com/orders',
    ath: hashOf(tokens.accessToken.reveal()),
    jkt: tokens.dpopKeyId,
  })
  // As `fetch` sends it: it leaves one of them as it is written.
  const methods = ['post', 'patch'].map(async (method) => {
    const [sent] = await callApi(services, tokens, { method })
    return (await proofOf(sent))['htm']
  })
  expect(await Promise.all(methods)).toEqual(['POST', 'patch'])
})

test('without DPoP no request carries a proof, and a token that is bound to a key is refused (RFC 6749 §7.1)', async () => {
  const { server, poll, services } = await connect()
  expect(endOf(await poll(granted(bound)))).toMatchObject({ reason: 'invalidResponse', field: 'token_type' })
  expect(server.requests().filter(({ headers }) => headers['dpop'] !== undefined)).toEqual([])
  expect(services.dpop).toBeUndefined()
})

test('a Bearer token where a bound one was asked for is told, and revoked (RFC 9449 §5)', async () => {
  const { server, poll } = await connectBound()
  const error = endOf(await poll(granted()))
  expect(error).toMatchObject({ reason: 'invalidResponse', field: 'token_type' })
  expect(error.message).toMatch(/type bearer .* bound to a key \(DPoP\)\. Switch DPoP on/)
  expect(server.requests('revocation')).toHaveLength(2)
})

test('a refresh that brings a Bearer token instead keeps the refresh token that came with it, which is the one to send next (R12)', async () => {
  const { server, services, signIn } = await connectBound()
  const tokens = await signIn(granted(bound))
  server.script('token', granted({ refresh_token: 'refresh-token-2' }))
  const fault = await faultOf(services.refreshTokens(tokens))
  expect(fault).toMatchObject({ reason: 'invalidResponse', sentAt: undefined, cause: { field: 'token_type' } })
  expect(fault.refreshToken?.reveal()).toBe('refresh-token-2')
  expect(fault.message).not.toContain('kept')
  expect(server.requests('revocation')).toEqual([])
})

test('with acceptBearer, a server may bind the refresh token alone: the API gets a bearer token, a refresh its proof', async () => {
  const { server, services, signIn } = await connectBound({ acceptBearer: true })
  const tokens = await signIn(granted())
  expect(tokens.tokenType).toBe('bearer')
  await services.fetchUserInfo(tokens)
  expect(server.requests('userinfo')[0]?.headers).toMatchObject({
    authorization: `Bearer ${tokens.accessToken.reveal()}`,
  })
  expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
  expect(await proofOf(server.requests('token').at(-1))).toMatchObject({ jkt: tokens.dpopKeyId })
})

test('a session from before DPoP was switched on goes on as it is', async () => {
  const { server, services, signIn } = await connectBound()
  const { dpopKeyId: _none, ...tokens } = await signIn(granted(bound))
  server.script('token', granted())
  const outcome = await services.refreshTokens({ ...tokens, tokenType: 'bearer' })
  expect(outcome).toMatchObject({ type: 'refreshed', tokens: { tokenType: 'bearer' } })
  expect(server.requests('token').at(-1)?.headers['dpop']).toBeUndefined()
})

test('the device authorization request goes without a proof where that is switched off, and the polls have one', async () => {
  const { server, services, request } = await connectBound({ proveDeviceAuthorization: false })
  await services.pollToken(await request(), call)
  expect(server.requests('deviceAuthorization')[0]?.headers['dpop']).toBeUndefined()
  await proofOf(server.requests('token')[0])
})

test('the decision of the server is the same as without DPoP', async () => {
  const { poll } = await connectBound()
  expect(endOf(await poll(denied()))).toMatchObject({ reason: 'denied' })
})

test('proofs are signed by the algorithm that is set, and a server that takes others says which', async () => {
  const setup = { server: { metadata: { dpop_signing_alg_values_supported: ['PS256', 'Ed25519'] } } }
  const { server, request } = await connectBound({ algorithm: 'Ed25519' }, setup)
  await request()
  await proofOf(server.requests('deviceAuthorization')[0])

  const other = await connectBound({}, setup)
  const error = await errorOf(other.request())
  expect(error.reason).toBe('unsupported')
  expect(error.message).toMatch(/DPoP proofs by PS256, Ed25519 alone\. Set the option algorithm/)
  expect(other.server.requests('deviceAuthorization')).toEqual([])
  expect(() => createDpop({ algorithm: 'HS256' as never })).toThrow(/algorithm must be one of ES256/)
})

test('a server that lists no algorithm says nothing of them, and is sent a proof', async () => {
  const setup = { server: { metadata: { dpop_signing_alg_values_supported: [] } } }
  const { server, request } = await connectBound({}, setup)
  await request()
  expect(await proofOf(server.requests('deviceAuthorization')[0])).toMatchObject({ htm: 'POST' })
})

test('what is no DPoP is refused as an option, by name', async () => {
  await expect(connect({ dpop: {} as never })).rejects.toThrow('dpop: must be made by createDpop or')
})

test('an OAuth error about the proof is an end, as the server has no other to ask for', async () => {
  const { poll } = await connectBound()
  expect(endOf(await poll(oauthError('invalid_dpop_proof')))).toMatchObject({ error: 'invalid_dpop_proof' })
})
