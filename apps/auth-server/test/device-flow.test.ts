import { setTimeout as sleep } from 'node:timers/promises'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { playPerson } from '../src/index.ts'
import { Device, EVERYTHING } from './device.ts'
import { decide, serverFor, sharedServer } from './servers.ts'

test('a device gets a readable code, where to type it, and how often it may ask', async () => {
  const server = await sharedServer()
  const code = await new Device(server).askForCode()
  expect(code).toMatchObject({ interval: 5, expires_in: 600, verification_uri: server.verificationUri })
  expect(code.user_code).toMatch(/^[B-Z]{4}-[B-Z]{4}$/)
  expect(code.verification_uri_complete).toBe(`${server.verificationUri}?user_code=${code.user_code}`)
})

test('once the person has approved, the device gets tokens for the API and an ID token that says who it was', async () => {
  const server = await sharedServer()
  const device = new Device(server)
  const code = await device.askForCode()
  expect((await device.poll()).body).toMatchObject({ error: 'authorization_pending' })
  await decide(code, { name: 'Grace Hopper' })
  const { status, body } = await device.poll()
  expect(status).toBe(200)
  expect(body).toMatchObject({
    token_type: 'Bearer',
    expires_in: 60,
    scope: 'api:read',
    refresh_token: expect.any(String),
  })
  const keys = createRemoteJWKSet(new URL(`${server.issuer}/jwks`))
  const { payload, protectedHeader } = await jwtVerify(body.id_token, keys, {
    issuer: server.issuer,
    audience: server.clientId,
  })
  expect(protectedHeader.alg).toBe('RS256')
  expect(payload).toMatchObject({ name: 'Grace Hopper', email: 'grace.hopper@example.com' })
})

test('a device that asks for no API learns who the person is from the ID token and from userinfo', async () => {
  const server = await sharedServer()
  const device = new Device(server)
  await decide(await device.askForCode({ scope: 'openid profile' }))
  const { body } = await device.poll()
  const response = await fetch(`${server.issuer}/me`, { headers: { authorization: `Bearer ${body.access_token}` } })
  expect(await response.json()).toMatchObject({ name: 'Ada' })
  expect(decodeJwt(body.id_token)).toMatchObject({ name: 'Ada' })
  expect(body.refresh_token).toBeUndefined()
})

test('a device may name the API as a resource, and no other', async () => {
  const server = await sharedServer()
  const device = new Device(server)
  await decide(await device.askForCode({ scope: EVERYTHING, resource: server.apiUrl }))
  expect((await device.get('/orders', (await device.poll()).body.access_token)).status).toBe(200)
  expect(await device.askForCode({ scope: EVERYTHING, resource: 'https://elsewhere.example' })).toMatchObject({
    error: 'invalid_target',
  })
})

test('a person who follows the QR code types nothing', async () => {
  const device = new Device(await sharedServer())
  const code = await device.askForCode()
  await decide(code, { userCode: 'not typed', verificationUriComplete: code.verification_uri_complete })
  expect((await device.poll()).status).toBe(200)
})

test('a person may type the code in small letters, without the hyphen', async () => {
  const device = new Device(await sharedServer())
  const code = await device.askForCode()
  await decide(code, { userCode: ` ${code.user_code.toLowerCase().replace('-', ' ')}` })
  expect((await device.poll()).status).toBe(200)
})

test('once the person has denied, the device is told so', async () => {
  const device = new Device(await sharedServer())
  await decide(await device.askForCode(), { decision: 'deny' })
  expect(await device.poll()).toMatchObject({ status: 400, body: { error: 'access_denied' } })
})

test('a code that nobody used in time expires, and stays "expired" instead of "unknown"', async () => {
  const device = new Device(await serverFor({ codeLifetimeSeconds: 1 }))
  const code = await device.askForCode()
  await sleep(2001)
  expect(await device.poll()).toMatchObject({ status: 400, body: { error: 'expired_token' } })
  await expect(decide(code)).rejects.toThrow(/the code ".{4}-.{4}": That code has expired/)
})

test('a played person whose code is not known says which code that was, and what the page said', async () => {
  const { verificationUri } = await sharedServer()
  const journey = playPerson({ verificationUri, userCode: 'BBBB-BBBB', decision: 'approve' })
  await expect(journey).rejects.toThrow('the server does not take the code "BBBB-BBBB": That code is not right')
})

test('a played person who is sent somewhere else says so', async () => {
  const { apiUrl } = await sharedServer()
  const journey = playPerson({ verificationUri: `${apiUrl}/orders`, userCode: 'BBBB-BBBB', decision: 'approve' })
  await expect(journey).rejects.toThrow('something that is not a page of this server')
})
