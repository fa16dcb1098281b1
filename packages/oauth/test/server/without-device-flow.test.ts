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

  test.each(['urn:ietf:params:oauth:grant-type:device_code', 'device_code'])(
    'a server that lists %s, in one of its documents, and names no endpoint is told as what it is',
    async (grantType) => {
      const without = {
        metadata: { device_authorization_endpoint: undefined, grant_types_supported: ['authorization_code'] },
      }
      const { server, request } = await connect({ server: without })
      const { issuer, endpoints } = server
      const body = { issuer, token_endpoint: endpoints.tokenEndpoint, grant_types_supported: [grantType] }
      server.always('oauthServerMetadata', { body })
      const { message, field } = await errorOf(request())
      expect(field).toBe('device_authorization_endpoint')
      expect(message).toContain(`The metadata of ${issuer}/ lists the device flow, and does not name`)
      expect(message).toContain('Give that one alone: deviceAuthorizationEndpoint (--device-authorization-endpoint')
      expect(message).toContain(
        `At Django OAuth Toolkit it is ${issuer}/device-authorization/, at Doorkeeper ${issuer}/oauth/`,
      )
      expect(message).not.toMatch(/does not offer|one by one/)
      const other = await connect({ server: without })
      expect((await errorOf(other.request())).message).toContain('does not offer the device flow')
    },
  )

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
