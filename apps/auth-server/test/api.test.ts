import { expect, test } from 'vitest'
import { EVERYTHING } from './device.ts'
import { sharedServer, signedIn } from './servers.ts'

test('a signed-in device reads its orders and learns whose token it holds', async () => {
  const { device, tokens } = await signedIn(await sharedServer())
  const orders = await device.get('/orders', tokens.access_token)
  expect(orders.headers.get('content-type')).toContain('application/json')
  expect(await orders.json()).toMatchObject({ orders: [{ item: expect.any(String) }, {}] })
  const me = await device.get('/me', tokens.access_token)
  expect(await me.json()).toMatchObject({
    sub: expect.stringMatching(/^demo-/),
    client_id: 'device-flow-demo',
    scope: 'api:read',
  })
})

test('without a token the API asks for one and names no error', async () => {
  const { apiUrl } = await sharedServer()
  const response = await fetch(`${apiUrl}/orders`)
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="sample-api"'])
})

test.each(['Bearer', 'Bearer not.a.token', 'Bearer a b'])('"%s" is refused', async (authorization) => {
  const { apiUrl } = await sharedServer()
  expect((await fetch(`${apiUrl}/orders`, { headers: { authorization } })).status).toBe(401)
})

test('a token that is not for the API is invalid there', async () => {
  const { device, tokens } = await signedIn(await sharedServer(), { scope: 'openid' })
  for (const token of [tokens.access_token, tokens.id_token]) {
    const response = await device.get('/orders', token)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
  }
})

test('a token without the scope is told which one is missing', async () => {
  const server = await sharedServer()
  const { device, tokens } = await signedIn(server, { scope: 'openid offline_access', resource: server.apiUrl })
  const response = await device.get('/orders', tokens.access_token)
  expect(response.status).toBe(403)
  expect(response.headers.get('www-authenticate')).toBe(
    'Bearer realm="sample-api", error="insufficient_scope", scope="api:read"',
  )
})

test('with a good token, an unknown path is 404 and another method is 405', async () => {
  const server = await sharedServer()
  const { device, tokens } = await signedIn(server, { scope: EVERYTHING })
  expect((await device.get('/nothing', tokens.access_token)).status).toBe(404)
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  const response = await fetch(`${server.apiUrl}/orders`, { method: 'POST', headers })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
})
