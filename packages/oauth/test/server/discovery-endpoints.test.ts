import { tokenSet } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthServices } from '../../src/index.ts'
import { call, connect, errorOf, faultOf } from '../support.ts'

interface Remote {
  services: OAuthServices
  /** What was sent, as `GET https://as.example/…`. */
  sent: string[]
}

/** The services of a client of a server that is not on this machine, by its metadata. */
function remoteServer(metadata: object, issuer = 'https://as.example'): Remote {
  const sent: string[] = []
  const bodies: Record<string, object> = {
    '/.well-known/openid-configuration': {
      issuer,
      device_authorization_endpoint: `${issuer}/device`,
      token_endpoint: `${issuer}/token`,
      ...metadata,
    },
    '/device': { device_code: 'dc', user_code: 'WDJB', verification_uri: 'https://as.example/go', expires_in: 60 },
    '/token': { access_token: 'at', token_type: 'bearer', id_token: 'unread' },
  }
  const services = createOAuthServices({
    issuer,
    clientId: 'tv',
    clientAuth: { method: 'client_secret_post', clientSecret: 's3cret' },
    scope: 'openid',
    fetch: (input, init) => {
      sent.push(`${init?.method} ${String(input)}`)
      return Promise.resolve(Response.json(bodies[new URL(String(input)).pathname] ?? {}))
    },
  })
  return { services, sent }
}

const LOCAL = [
  'http://127.0.0.1:2375/x',
  'http://localhost/x',
  'http://127.1/x',
  'http://2130706433/x',
  'http://[::1]:2375/x',
  'http://as.localhost/x',
  'http://10.0.0.7/x',
]

describe('a server elsewhere can not have the device code or a secret sent in clear to this machine (attack X4)', () => {
  describe.each(['device_authorization_endpoint', 'token_endpoint'])('by its %s', (member) => {
    test.each(LOCAL)('%s', async (address) => {
      const { services, sent } = remoteServer({ [member]: address })
      const error = await errorOf(services.requestDeviceAuthorization({}, call))
      expect(error).toMatchObject({ reason: 'unsupported', field: member })
      expect(error.message).toContain('https')
      expect(sent.filter((request) => request.startsWith('POST'))).toEqual([])
      const fault = await faultOf(services.refreshTokens(tokenSet()))
      expect(fault).toMatchObject({ message: error.message, cause: { field: member } })
      expect(sent.filter((request) => request.startsWith('POST'))).toEqual([])
    })
  })

  test.each(LOCAL)('by an optional endpoint at %s, which is as good as none', async (address) => {
    const { services, sent } = remoteServer({
      jwks_uri: address,
      revocation_endpoint: address,
      userinfo_endpoint: address,
    })
    const authorization = await services.requestDeviceAuthorization({}, call)
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
    await services.revokeTokens(tokenSet())
    expect((await errorOf(services.fetchUserInfo(tokenSet()))).reason).toBe('unsupported')
    expect(sent.filter((request) => request.includes('http:'))).toEqual([])
  })

  test.each([
    ['https://as.example', 'http://as.example/device'],
    ['https://as.example', 'http://127.0.0.1/device'],
    // On the machine of whoever develops it, too: what is reached by https is not left for http.
    ['https://localhost:8443', 'http://localhost:8443/device'],
  ])(
    'metadata of %s that names %s: the proxy before the server is told what it has to send',
    async (issuer, address) => {
      const { services, sent } = remoteServer({ device_authorization_endpoint: address }, issuer)
      const error = await errorOf(services.requestDeviceAuthorization({}, call))
      expect(error).toMatchObject({ reason: 'unsupported', field: 'device_authorization_endpoint' })
      expect(error.message).toContain(`in the metadata of ${issuer}/ is ${address}, which must use https.`)
      expect(error.message).toContain('the proxy before it has to send X-Forwarded-Proto: https')
      expect(sent.filter((request) => request.startsWith('POST'))).toEqual([])
    },
  )

  test.each(['http://as.example', 'http://as.example/'])(
    'metadata that says its issuer is %s, where only the scheme is another, is told so, too',
    async (issuer) => {
      const { services } = remoteServer({ issuer })
      const { message } = await errorOf(services.requestDeviceAuthorization({}, call))
      expect(message).toContain(`says that its issuer is ${issuer}, without TLS. The server does not know`)
      expect(message).toContain('X-Forwarded-Proto: https')
      expect(message).not.toContain('configure that issuer')
    },
  )

  test('while the issuer of another server is to be configured', async () => {
    const { services } = remoteServer({ issuer: 'http://other.example' })
    const { message } = await errorOf(services.requestDeviceAuthorization({}, call))
    expect(message).toContain('If that is the right server, configure that issuer.')
  })

  test('while one on this machine names what it likes', async () => {
    const { server, request } = await connect()
    const local = server.endpoints.tokenEndpoint.replace('127.0.0.1', 'localhost')
    const other = await connect({ server: { metadata: { token_endpoint: local } } })
    expect((await other.request()).userCode).toBe('WDJB-MJHT')
    expect((await request()).userCode).toBe('WDJB-MJHT')
  })

  test('and endpoints that the app names are its own choice', () => {
    const endpoints = {
      deviceAuthorizationEndpoint: 'https://as.example/device',
      tokenEndpoint: 'http://127.0.0.1:2/x',
    }
    expect(() => createOAuthServices({ clientId: 'tv', endpoints })).not.toThrow()
  })
})
