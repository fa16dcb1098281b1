import { delayed, granted, hang, oauthError, tokenSet } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf, faultOf, holdBack } from '../support.ts'

/** When a refresh is given up that nobody answers, ms after it began. */
async function givenUpAfter(requestTimeoutMs?: number): Promise<number> {
  const { services, server, clock } = await connect({ ...(requestTimeoutMs && { requestTimeoutMs }) })
  await services.requestDeviceAuthorization({}, call)
  server.script('token', hang())
  const startedAt = clock.now()
  const fault = faultOf(services.refreshTokens(tokenSet()))
  await server.waitForRequest('token')
  await clock.runUntilIdle()
  return (await fault).receivedAt - startedAt
}

describe('a refresh has a deadline of its own, since one that is given up may lose the session (R5, T2)', () => {
  test.each([
    ['30 s, by default', undefined, 30_000],
    ['30 s, however short other requests are', 2000, 30_000],
    ['as long as any request, where that is longer', 45_000, 45_000],
  ])('of %s', async (_what, requestTimeoutMs, expected) => {
    expect(await givenUpAfter(requestTimeoutMs)).toBe(expected)
  })

  test('that has the discovery in it which it needs after a restart', async () => {
    const { services, server, clock } = await connect()
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
    server.always('oauthServerMetadata', hang())
    server.script('token', hang())
    const startedAt = clock.now()
    const fault = faultOf(services.refreshTokens(tokenSet()))
    await server.waitForRequest('openidConfiguration')
    await clock.advance(8000)
    release()
    await server.waitForRequest('token')
    await clock.runUntilIdle()
    expect(await fault).toMatchObject({ sentAt: startedAt + 8000, receivedAt: startedAt + 30_000 })
  })

  test('of which discovery leaves enough to send it, or it is not sent at all', async () => {
    const { services, server, clock } = await connect({ requestTimeoutMs: 60_000 })
    server.always('openidConfiguration', hang())
    server.always('oauthServerMetadata', hang())
    const startedAt = clock.now()
    const fault = faultOf(services.refreshTokens(tokenSet()))
    await server.waitForRequest('openidConfiguration')
    await clock.advance(2000)
    await server.waitForRequest('oauthServerMetadata')
    await clock.runUntilIdle()
    expect(await fault).toMatchObject({ reason: 'timeout', sentAt: undefined, receivedAt: startedAt + 55_000 })
    expect((await fault).message).toContain('The metadata endpoint did not answer within 55 s.')
  })

  test('and is not sent when the computer slept on the way: others may have used the token up (T11)', async () => {
    const { services, server, clock } = await connect()
    const { held, release } = holdBack()
    server.script('openidConfiguration', async (_request, { issuer, endpoints }) => {
      await held
      return { body: { issuer, token_endpoint: endpoints.tokenEndpoint } }
    })
    const fault = faultOf(services.refreshTokens(tokenSet()))
    await server.waitForRequest('openidConfiguration')
    clock.stall(62_000)
    release()
    expect(await fault).toMatchObject({ reason: 'timeout', sentAt: undefined })
    expect(server.requests('token')).toHaveLength(0)
  })

  test('and is not sent when discovery took so long that others have the turn (R4, T11)', async () => {
    const { services, server } = await connect()
    let mayStillSend = true
    server.script('openidConfiguration', (_request, { issuer, endpoints }) => {
      mayStillSend = false
      return { body: { issuer, token_endpoint: endpoints.tokenEndpoint } }
    })
    const refresh = services.refreshTokens(tokenSet(), {
      mayStillSend: async () => mayStillSend,
      isInTime: () => true,
    })
    expect(await faultOf(refresh)).toMatchObject({ reason: 'busy', sentAt: undefined })
    expect(server.requests('openidConfiguration')).toHaveLength(1)
    expect(server.requests('token')).toHaveLength(0)
  })

  test('so a server that takes 25 s renews the session', async () => {
    const { services, server, clock } = await connect()
    await services.requestDeviceAuthorization({}, call)
    const { held, release } = holdBack()
    server.script('token', async () => held.then(() => granted({ id_token: undefined })))
    const outcome = services.refreshTokens(tokenSet())
    await server.waitForRequest('token')
    await clock.advance(25_000)
    release()
    expect((await outcome).type).toBe('refreshed')
  })
})

describe('a refusal says when it came, so that the access token can be used to its end (R9, T4)', () => {
  test('of the server', async () => {
    const { services, server, clock } = await connect()
    server.script('token', delayed(5, oauthError('invalid_grant')))
    const outcome = await services.refreshTokens(tokenSet())
    expect(endOf(outcome).error).toBe('invalid_grant')
    expect(outcome).toMatchObject({ receivedAt: clock.now() })
  })

  test('for want of a refresh token', async () => {
    const { services, clock } = await connect()
    expect(await services.refreshTokens(tokenSet({ refreshToken: null }))).toMatchObject({ receivedAt: clock.now() })
  })

  test('of an ID token that is wrong', async () => {
    const { services, server, clock } = await connect()
    server.script('token', granted({}, { claims: { aud: 'client-2' } }))
    expect(await services.refreshTokens(tokenSet())).toMatchObject({ type: 'refused', receivedAt: clock.now() })
  })
})
