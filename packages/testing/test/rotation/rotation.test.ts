import { describe, expect, test } from 'vitest'
import { reset } from '../../src/index.ts'
import type { RotatingFetch } from '../../src/fetch.ts'
import type { RotatingServerOptions } from '../../src/index.ts'
import { post } from '../requests.ts'
import { transports } from '../transports.ts'

interface Tokens {
  access_token: string
  refresh_token: string
}

/** Uses a refresh token: the tokens that it brings, or the error code. */
async function refresh(
  server: RotatingFetch,
  refreshToken: string,
  clientId = 'client-1',
): Promise<Tokens & { error?: string }> {
  const form = { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken }
  const response = await post(server, server.endpoints.tokenEndpoint, form)
  return (await response.json()) as Tokens & { error?: string }
}

async function callApi(server: RotatingFetch, { access_token }: Tokens): Promise<number> {
  const response = await server.fetch(server.apiUrl, { headers: { authorization: `Bearer ${access_token}` } })
  return response.status
}

describe.each(transports)('a rotating server $name', ({ startRotating, failed }) => {
  /** Three pairs of one grant: the second was brought by the first's refresh token, and so on. */
  async function threePairs(options: RotatingServerOptions) {
    const server = await startRotating(options)
    const first = server.signIn()
    const second = await refresh(server, first.refresh_token)
    const third = await refresh(server, second.refresh_token)
    return { server, first, second, third }
  }

  describe('a refresh token that was used before', () => {
    test('ends the whole grant where there is no grace', async () => {
      const { server, second, third } = await threePairs({})
      expect(await callApi(server, third)).toBe(200)
      expect(await refresh(server, second.refresh_token)).toEqual({ error: 'invalid_grant' })
      expect(await refresh(server, third.refresh_token)).toEqual({ error: 'invalid_grant' })
      expect(await callApi(server, third)).toBe(401)
      expect(server.grants()).toMatchObject([{ refreshes: 2, reuses: 1, endedBy: 'reuse' }])
      expect(server.counts()).toMatchObject({ refreshes: 2, reuses: 1, refusals: 1, families: 1, liveFamilies: 0 })
    })

    test('is refused and ends nothing where the server is lenient', async () => {
      const { server, second, third } = await threePairs({ endsFamilyOnReuse: false })
      expect(await refresh(server, second.refresh_token)).toEqual({ error: 'invalid_grant' })
      expect(await refresh(server, third.refresh_token)).toMatchObject({ token_type: 'Bearer' })
    })

    test('brings the same pair again within the grace', async () => {
      const { server, first, second, third } = await threePairs({ grace: { gives: 'samePair', seconds: 10 } })
      expect(await refresh(server, second.refresh_token)).toEqual(third)
      expect(await refresh(server, first.refresh_token)).toEqual(second)
      expect(server.refreshes().map(({ generation, result }) => [generation, result])).toEqual([
        [1, 'renewed'],
        [2, 'renewed'],
        [2, 'repeated'],
        [1, 'repeated'],
      ])
    })

    test('brings the active pair within the grace', async () => {
      const { server, first, third } = await threePairs({ grace: { gives: 'activePair', seconds: 10 } })
      expect(await refresh(server, first.refresh_token)).toEqual(third)
    })

    test('brings a new pair in leeway if it was the last, and no older one does', async () => {
      const { server, first, second, third } = await threePairs({ grace: { gives: 'newPair', seconds: 10 } })
      const fourth = await refresh(server, second.refresh_token)
      expect(fourth.refresh_token).toMatch(/^refresh-token-4-/)
      expect(await refresh(server, third.refresh_token)).toMatchObject({
        refresh_token: expect.stringMatching(/^refresh-token-5-/),
      })
      expect(await refresh(server, first.refresh_token)).toEqual({ error: 'invalid_grant' })
      expect(server.counts()).toMatchObject({ reuses: 1, liveFamilies: 0 })
    })

    test.each(['samePair', 'activePair', 'newPair'] as const)('is refused after the grace (%s)', async (gives) => {
      const { server, second } = await threePairs({ grace: { gives, seconds: 0.05 } })
      await new Promise((resolve) => setTimeout(resolve, 60))
      expect(await refresh(server, second.refresh_token)).toEqual({ error: 'invalid_grant' })
    })
  })

  describe('by its rules', () => {
    test('keeps the refresh token where it does not rotate', async () => {
      const { server, first, second, third } = await threePairs({ rotates: false })
      expect([second.refresh_token, third.refresh_token]).toEqual([first.refresh_token, first.refresh_token])
      expect(third.access_token).not.toBe(second.access_token)
      expect(server.counts()).toMatchObject({ refreshes: 2, reuses: 0 })
    })

    test('ends the access token before a refresh where it is like GitHub (T28)', async () => {
      const { server, second, third } = await threePairs({ endsOlderAccessToken: true })
      expect([await callApi(server, second), await callApi(server, third)]).toEqual([401, 200])
      const usual = await threePairs({})
      expect(await callApi(usual.server, usual.second)).toBe(200)
    })

    test('tells a dead access token from a missing one', async () => {
      const server = await startRotating({ accessTokenSeconds: 0.02 })
      const { access_token } = server.signIn()
      await new Promise((resolve) => setTimeout(resolve, 30))
      const dead = await server.fetch(server.apiUrl, { headers: { authorization: `Bearer ${access_token}` } })
      expect([dead.status, dead.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"'])
      const missing = await server.fetch(server.apiUrl)
      expect([missing.status, missing.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    })

    test('refuses a refresh token that has expired, and says beforehand when that is', async () => {
      const server = await startRotating({ refreshTokenSeconds: 0.02 })
      const { refresh_token, refresh_token_expires_in } = server.signIn()
      expect(refresh_token_expires_in).toBe(0.02)
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(await refresh(server, refresh_token)).toEqual({ error: 'invalid_grant' })
      expect(server.counts()).toMatchObject({ reuses: 0, refusals: 1 })
    })

    test('refuses tokens of another client, and lets them live', async () => {
      const server = await startRotating()
      const { refresh_token } = server.signIn('tv')
      expect(await refresh(server, refresh_token, 'kiosk')).toEqual({ error: 'invalid_grant' })
      expect(await refresh(server, refresh_token, 'tv')).toMatchObject({ token_type: 'Bearer' })
    })

    test('carries a refresh out whose response it loses: the same token again is a reuse (T2)', async () => {
      const server = await startRotating()
      const first = server.signIn()
      server.changeReplies(reset)
      await expect(refresh(server, first.refresh_token)).rejects.toThrow(failed)
      expect(server.counts()).toMatchObject({ refreshes: 1, reuses: 0 })
      expect(await refresh(server, first.refresh_token)).toEqual({ error: 'invalid_grant' })
      expect(server.counts()).toMatchObject({ refreshes: 1, reuses: 1 })
    })

    test('does not carry a refresh out that the script answers', async () => {
      const server = await startRotating()
      const first = server.signIn()
      server.script('token', reset())
      await expect(refresh(server, first.refresh_token)).rejects.toThrow(failed)
      expect(await refresh(server, first.refresh_token)).toMatchObject({ token_type: 'Bearer' })
      expect(server.counts()).toMatchObject({ refreshes: 1, reuses: 0 })
    })

    test('holds each response back for as long as it is told', async () => {
      const letGo = new AbortController()
      const server = await startRotating({
        replies: (tokens) => new Promise((resolve) => letGo.signal.addEventListener('abort', () => resolve(tokens))),
      })
      const answer = refresh(server, server.signIn().refresh_token)
      await expect.poll(() => server.counts().refreshes).toBe(1)
      letGo.abort()
      expect(await answer).toMatchObject({ token_type: 'Bearer' })
    })

    test('ends a grant when its newest refresh token is revoked, and not for one that was used (T27)', async () => {
      const { server, second, third } = await threePairs({})
      const revoke = async (token: string) =>
        (await post(server, server.endpoints.revocationEndpoint, { token })).status
      expect(await revoke(second.refresh_token)).toBe(200)
      expect(await callApi(server, third)).toBe(200)
      expect(await revoke(third.access_token)).toBe(200)
      expect(await callApi(server, third)).toBe(401)
      expect(server.counts().liveFamilies).toBe(1)
      expect(await revoke(third.refresh_token)).toBe(200)
      expect(server.grants()).toMatchObject([{ endedBy: 'revocation' }])
      expect(await refresh(server, third.refresh_token)).toEqual({ error: 'invalid_grant' })
    })

    test('ends all grants of a client with one of them, where these are one grant (T27)', async () => {
      const server = await startRotating({ oneGrant: true })
      const [first, second, others] = [server.signIn('tv'), server.signIn('tv'), server.signIn('other')]
      await post(server, server.endpoints.revocationEndpoint, { token: first.refresh_token })
      expect(await callApi(server, second)).toBe(401)
      expect(await callApi(server, others)).toBe(200)
    })

    test('tells other processes its counts, and tests every token that it issued', async () => {
      const { server, first, second, third } = await threePairs({})
      expect(await (await server.fetch(server.countsUrl)).json()).toEqual(server.counts())
      expect(server.issuedTokens()).toEqual(
        [first, second, third].flatMap((one) => [one.access_token, one.refresh_token]),
      )
    })
  })
})
