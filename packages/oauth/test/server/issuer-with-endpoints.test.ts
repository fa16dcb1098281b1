import { empty, granted, startScriptedServer } from '@device-flow/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ScriptedServer } from '@device-flow/testing'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthEndpoints, OAuthServices } from '../../src/index.ts'
import { call } from '../support.ts'

async function serve(options: Parameters<typeof startScriptedServer>[0] = {}): Promise<ScriptedServer> {
  const server = await startScriptedServer(options)
  onTestFinished(() => server.close())
  return server
}

function services(issuer: string, endpoints: Partial<OAuthEndpoints>): OAuthServices {
  return createOAuthServices({ issuer, endpoints, clientId: 'client-1', scope: 'openid' })
}

describe('a server that is named by its issuer and by endpoints', () => {
  test('is asked at the endpoints that were given, and else at those of its metadata', async () => {
    const server = await serve({ metadata: { token_endpoint: 'https://wrong.example/token' } })
    server.script('token', granted())
    const { tokenEndpoint } = server.endpoints
    const { requestDeviceAuthorization, pollToken } = services(server.issuer, { tokenEndpoint })
    const outcome = await pollToken(await requestDeviceAuthorization({}, call), call)
    expect(outcome).toMatchObject({ type: 'granted', tokens: { claims: { iss: server.issuer } } })
  })

  test('may have no such endpoint in its metadata', async () => {
    const server = await serve({ metadata: { device_authorization_endpoint: undefined } })
    const { deviceAuthorizationEndpoint } = server.endpoints
    const { requestDeviceAuthorization } = services(server.issuer, { deviceAuthorizationEndpoint })
    expect(await requestDeviceAuthorization({}, call)).toMatchObject({ userCode: 'WDJB-MJHT' })
  })

  test('needs no metadata when everything that a login needs was given', async () => {
    const server = await serve()
    server.always('openidConfiguration', empty(404))
    server.script('token', granted())
    const { requestDeviceAuthorization, pollToken } = services(server.issuer, server.endpoints)
    const outcome = await pollToken(await requestDeviceAuthorization({}, call), call)
    expect(outcome).toMatchObject({ type: 'granted', tokens: { claims: { iss: server.issuer } } })
    expect(server.requests('openidConfiguration')).toEqual([])
  })

  test.each(['without metadata', 'with metadata'])('accepts ID tokens of that issuer alone, %s', async (kind) => {
    const [server, other] = [await serve(), await serve()]
    server.script('token', granted({}, { claims: { iss: other.issuer } }))
    const { tokenEndpoint, ...rest } = server.endpoints
    const given = kind === 'with metadata' ? { tokenEndpoint } : { tokenEndpoint, ...rest }
    const { requestDeviceAuthorization, pollToken } = services(server.issuer, given)
    const outcome = await pollToken(await requestDeviceAuthorization({}, call), call)
    expect(outcome).toMatchObject({ type: 'ended', error: { reason: 'invalidIdToken' } })
  })
})
