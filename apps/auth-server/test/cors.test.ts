import { expect, test } from 'vitest'
import { Device } from './device.ts'
import { serverFor, sharedServer, signedIn } from './servers.ts'

const ours = { origin: 'http://localhost:5173' }
const foreign = { origin: 'https://elsewhere.example' }

/** When it was said, the next nonce, how long to wait, and why it was refused. */
const EXPOSED = 'Date, DPoP-Nonce, Retry-After, WWW-Authenticate'

function allowed(headers: Headers): string | null {
  return headers.get('access-control-allow-origin')
}

test('a page of an allowed origin may run the device flow', async () => {
  const server = await serverFor({ allowedOrigins: [ours.origin] })
  const device = new Device(server)
  const { status, headers } = await device.post('/device/auth', { scope: 'openid' }, ours)
  expect([status, allowed(headers)]).toEqual([200, ours.origin])
  const refused = await device.post('/token', { grant_type: 'refresh_token', refresh_token: 'x' }, ours)
  expect([refused.body.error, allowed(refused.headers)]).toEqual(['invalid_grant', ours.origin])
})

test('a page of any other origin may not', async () => {
  const device = new Device(await serverFor({ allowedOrigins: [ours.origin] }))
  const { status, headers } = await device.post('/device/auth', { scope: 'openid' }, foreign)
  expect([status, allowed(headers)]).toEqual([400, null])
})

test('without allowed origins, no page may', async () => {
  const { headers } = await new Device(await sharedServer()).post('/device/auth', { scope: 'openid' }, ours)
  expect(allowed(headers)).toBeNull()
})

test('a page of an allowed origin may call the API with a token and read why it was refused', async () => {
  const server = await serverFor({ allowedOrigins: [ours.origin] })
  const preflight = await fetch(`${server.apiUrl}/orders`, {
    method: 'OPTIONS',
    headers: { ...ours, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
  })
  expect(preflight.status).toBe(204)
  expect(allowed(preflight.headers)).toBe(ours.origin)
  expect(preflight.headers.get('access-control-allow-headers')).toBe('Authorization, DPoP')
  const { device, tokens } = await signedIn(server)
  expect(allowed((await device.get('/orders', tokens.access_token, ours)).headers)).toBe(ours.origin)
  const refused = await device.get('/orders', undefined, ours)
  expect(refused.headers.get('access-control-expose-headers')).toBe(EXPOSED)
})

test('a page of an allowed origin may read the headers of every endpoint that say when and why', async () => {
  const server = await serverFor({ allowedOrigins: [ours.origin] })
  const exposed = async (path: string, method: string, headers: Record<string, string>): Promise<string | null> => {
    const body =
      method === 'POST' ? new URLSearchParams({ client_id: server.clientId, scope: 'openid', token: 'x' }) : undefined
    const answer = await fetch(server.issuer + path, { method, headers, ...(body && { body }) })
    return answer.headers.get('access-control-expose-headers')
  }
  for (const [path, method] of [
    ['/device/auth', 'POST'],
    ['/token', 'POST'],
    ['/token/revocation', 'POST'],
    ['/me', 'GET'],
    ['/jwks', 'GET'],
    ['/.well-known/openid-configuration', 'GET'],
  ] as const)
    expect(await exposed(path, method, ours), path).toBe(EXPOSED)
  expect(await exposed('/device/auth', 'POST', foreign)).not.toBe(EXPOSED)
})

test('a page of any other origin may not call the API', async () => {
  const { device, tokens } = await signedIn(await serverFor({ allowedOrigins: [ours.origin] }))
  const { headers } = await device.get('/orders', tokens.access_token, foreign)
  expect(allowed(headers)).toBeNull()
  expect(headers.get('vary')).toContain('Origin')
})
