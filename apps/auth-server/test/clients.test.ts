import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import { describe, expect, test } from 'vitest'
import type { AuthServer, ConfidentialClient } from '../src/index.ts'
import { Device } from './device.ts'
import { decide, serverFor, sharedServer } from './servers.ts'

const basicClient: ConfidentialClient = {
  clientId: 'kiosk',
  authMethod: 'client_secret_basic',
  clientSecret: 'a secret: of +its own',
}
const postClient: ConfidentialClient = {
  clientId: 'till',
  authMethod: 'client_secret_post',
  clientSecret: 'another secret',
}

/** RFC 6749 §2.3.1: both halves are form-encoded first. */
function basic(id: string, secret: string): { headers: Record<string, string> } {
  const encoded = [id, secret].map((part) => new URLSearchParams({ '': part }).toString().slice(1)).join(':')
  return { headers: { authorization: `Basic ${Buffer.from(encoded).toString('base64')}` } }
}

function post(id: string, secret: string): { fields: Record<string, string> } {
  return { fields: { client_id: id, client_secret: secret } }
}

const unauthorized = { status: 401, body: { error: 'invalid_client' } }

describe.each([
  { client: basicClient, good: basic('kiosk', 'a secret: of +its own'), bad: basic('kiosk', 'guessed') },
  { client: postClient, good: post('till', 'another secret'), bad: post('till', 'guessed') },
])('a client with $client.authMethod', ({ client, good, bad }) => {
  test('is signed in, refreshed and signed out with its secret', async () => {
    const device = new Device(await serverFor({ clients: [client] }), good)
    await decide(await device.askForCode())
    const { body } = await device.poll()
    const refreshed = await device.refresh(body.refresh_token)
    expect(refreshed.status).toBe(200)
    expect((await device.revoke(refreshed.body.refresh_token)).status).toBe(200)
  })

  test('is refused at every endpoint without it', async () => {
    const server = await serverFor({ clients: [client] })
    expect(await new Device(server, bad).post('/device/auth', { scope: 'openid' })).toMatchObject(unauthorized)
    const impostor = new Device(server, bad)
    impostor.code = await new Device(server, good).askForCode()
    expect(await impostor.poll()).toMatchObject(unauthorized)
    expect(await impostor.refresh('any')).toMatchObject(unauthorized)
    expect(await impostor.revoke('any')).toMatchObject(unauthorized)
  })
})

test('the public demo client needs no secret, and an unknown client is refused', async () => {
  const server = await sharedServer()
  expect(await new Device(server).askForCode()).toHaveProperty('device_code')
  const stranger = new Device(server, { fields: { client_id: 'stranger' } })
  expect(await stranger.post('/device/auth', { scope: 'openid' })).toMatchObject(unauthorized)
})

test('a client with private_key_jwt signs in with assertions of its own key, and with no other', async () => {
  const [own, foreign] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')])
  const publicKey = { ...(await exportJWK(own.publicKey)), alg: 'ES256', use: 'sig' }
  const server = await serverFor({
    clients: [{ clientId: 'box', authMethod: 'private_key_jwt', jwks: { keys: [publicKey] } }],
  })
  const askWith = async (key: CryptoKey, jti: string): Promise<unknown> =>
    new Device(server, { fields: await assertion(server, key, jti) }).post('/device/auth', { scope: 'openid' })
  expect(await askWith(own.privateKey, '1')).toMatchObject({ status: 200 })
  expect(await askWith(foreign.privateKey, '2')).toMatchObject(unauthorized)
})

async function assertion(server: AuthServer, key: CryptoKey, jti: string): Promise<Record<string, string>> {
  const jwt = new SignJWT({ jti }).setProtectedHeader({ alg: 'ES256' }).setIssuer('box').setSubject('box')
  return {
    client_id: 'box',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await jwt.setAudience(server.issuer).setIssuedAt().setExpirationTime('1m').sign(key),
  }
}
