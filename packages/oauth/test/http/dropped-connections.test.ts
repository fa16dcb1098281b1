import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthServices } from '../../src/index.ts'
import { call, faultOf } from '../support.ts'

interface Dropping {
  services: OAuthServices
  /** The requests, each with its `Connection` header, and whether its connection had carried another one. */
  requests: { path: string; connection: string | undefined; isReused: boolean }[]
}

/** A server that says it keeps connections, but closes each under the second request on it, where that is for one of these paths. */
async function droppingServer(drops: RegExp): Promise<Dropping> {
  const used = new Set<Socket>()
  const requests: Dropping['requests'] = []
  const server = createServer((request, response) => {
    const { socket, url: path = '', headers } = request
    requests.push({ path, connection: headers.connection, isReused: used.has(socket) })
    if (used.has(socket) && drops.test(path)) return void socket.destroy()
    used.add(socket)
    response.end(JSON.stringify(bodies()[path]))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const bodies = (): Record<string, object> => ({
    '/.well-known/openid-configuration': {
      issuer,
      device_authorization_endpoint: `${issuer}/device`,
      token_endpoint: `${issuer}/token`,
      revocation_endpoint: `${issuer}/revoke`,
    },
    '/device': { device_code: 'dc', user_code: 'WDJB', verification_uri: 'https://id.example.com/', expires_in: 600 },
    '/token': { access_token: 'at', token_type: 'bearer', expires_in: 60, refresh_token: 'rt' },
    '/revoke': {},
  })
  return { services: createOAuthServices({ clientId: 'tv', issuer }), requests }
}

test('a server that closes kept connections is asked on a new one by each request after the first that is lost', async () => {
  const { services, requests } = await droppingServer(/./)
  expect((await faultOf(services.requestDeviceAuthorization({}, call))).reason).toBe('offline')
  const authorization = await services.requestDeviceAuthorization({}, call)
  const polled = await services.pollToken(authorization, call)
  if (polled.type !== 'granted') throw new Error(polled.type)
  const { tokens } = polled
  expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
  expect(await services.revokeTokens(tokens)).toEqual({ revoked: true })
  const lost = requests.findIndex(({ isReused }) => isReused)
  expect(requests.slice(0, lost + 1).map(({ connection }) => connection)).toEqual(['keep-alive', 'keep-alive'])
  expect(requests.slice(lost + 1).map(({ connection, isReused }) => [connection, isReused])).toEqual(
    // Metadata, device code, poll, refresh, and two tokens revoked.
    Array.from({ length: 6 }, () => ['close', false]),
  )
})

test('a poll whose kept connection is closed is not sent again at once, and the next one leaves on a new connection', async () => {
  const { services, requests } = await droppingServer(/token/)
  const authorization = await services.requestDeviceAuthorization({}, call)
  expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('offline')
  const polls = () => requests.filter(({ path }) => path === '/token')
  expect(polls()).toEqual([{ path: '/token', connection: 'keep-alive', isReused: true }])
  expect((await services.pollToken(authorization, call)).type).toBe('granted')
  expect(polls().slice(1)).toEqual([{ path: '/token', connection: 'close', isReused: false }])
})
