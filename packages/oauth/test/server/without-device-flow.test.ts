import { empty, tokenSet } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, errorOf, faultOf } from '../support.ts'

describe('a server that offers the device flow no more (RFC 8414 §2: that endpoint is optional; A7)', () => {
  test.each([undefined, null])('renews, asks and revokes its sessions: %j', async (address) => {
    // As a process that begins later has it.
    const { server, services, request } = await connect({
      server: { metadata: { device_authorization_endpoint: address } },
    })
    expect(await services.refreshTokens(tokenSet({ idToken: null }))).toMatchObject({ type: 'refreshed' })
    expect(await services.fetchUserInfo(tokenSet({ idToken: null }))).toMatchObject({ sub: 'person-1' })
    expect(await services.revokeTokens(tokenSet())).toEqual({ revoked: true })
    const error = { reason: 'unsupported', field: 'device_authorization_endpoint' }
    expect(await errorOf(request())).toMatchObject(error)
    // Once it offers the flow again, a login finds that out.
    server.always('openidConfiguration', (_request, { issuer, endpoints }) => ({
      body: {
        issuer,
        token_endpoint: endpoints.tokenEndpoint,
        device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
      },
    }))
    expect(await request()).toMatchObject({ userCode: 'WDJB-MJHT' })
  })

  test('but not one without a token endpoint, and no code is sent to an address that is gone', async () => {
    const without = await connect({ server: { metadata: { token_endpoint: undefined } } })
    const fault = await faultOf(without.services.refreshTokens(tokenSet()))
    expect(fault).toMatchObject({ cause: { field: 'token_endpoint' } })
    const { server, services, request } = await connect()
    await request()
    server.always('deviceAuthorization', empty(404))
    const gone = { body: { issuer: server.issuer, token_endpoint: server.endpoints.tokenEndpoint } }
    server.always('openidConfiguration', gone)
    server.always('oauthServerMetadata', gone)
    expect(await errorOf(request())).toMatchObject({ reason: 'unsupported', status: 404 })
    expect((await services.refreshTokens(tokenSet())).type).toBe('refreshed')
  })
})
