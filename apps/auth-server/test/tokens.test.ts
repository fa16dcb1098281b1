import { expect, test } from 'vitest'
import { Browser } from '../src/index.ts'
import { Device } from './device.ts'
import { decide, serverFor, sharedServer, signedIn } from './servers.ts'

test('a refresh brings a new refresh token and a new access token that the API takes', async () => {
  const { device, tokens } = await signedIn(await sharedServer())
  const { status, body } = await device.refresh(tokens.refresh_token)
  expect(status).toBe(200)
  expect(body.refresh_token).not.toBe(tokens.refresh_token)
  expect(body.access_token).not.toBe(tokens.access_token)
  expect((await device.get('/orders', body.access_token)).status).toBe(200)
})

test(
  'access tokens live as long as the server was told, and each refresh brings another: nobody signs in again',
  { timeout: 20_000 },
  async () => {
    const { device, tokens } = await signedIn(await serverFor({ accessTokenLifetimeSeconds: 2 }))
    expect(tokens.expires_in).toBe(2)
    expect((await device.get('/orders', tokens.access_token)).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 2500))
    const refused = await device.get('/orders', tokens.access_token)
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('error="invalid_token"'),
    ])
    const { body } = await device.refresh(tokens.refresh_token)
    expect((await device.get('/orders', body.access_token)).status).toBe(200)
  },
)

test('a refresh token that is used twice ends the whole session', async () => {
  const { device, tokens } = await signedIn(await sharedServer())
  const { body: fresh } = await device.refresh(tokens.refresh_token)
  expect(await device.refresh(tokens.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  expect(await device.refresh(fresh.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  expect((await device.get('/orders', fresh.access_token)).status).toBe(401)
})

test('a device that polls again after its success loses its session', async () => {
  const { device, tokens } = await signedIn(await sharedServer())
  expect(await device.poll()).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  expect((await device.refresh(tokens.refresh_token)).status).toBe(400)
})

test('a revoked refresh token refreshes nothing, and the API refuses its access token at once', async () => {
  const { device, tokens } = await signedIn(await sharedServer())
  expect((await device.get('/orders', tokens.access_token)).status).toBe(200)
  expect((await device.revoke(tokens.refresh_token)).status).toBe(200)
  expect(await device.refresh(tokens.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  expect((await device.get('/orders', tokens.access_token)).status).toBe(401)
})

test('two devices approved in one browser session are signed out one by one', async () => {
  const server = await sharedServer()
  const browser = new Browser()
  const [first, second] = [new Device(server), new Device(server)]
  await decide(await first.askForCode(), { browser })
  await decide(await second.askForCode(), { browser })
  const { body: firstTokens } = await first.poll()
  const { body: secondTokens } = await second.poll()
  await first.revoke(firstTokens.refresh_token)
  expect((await first.refresh(firstTokens.refresh_token)).status).toBe(400)
  expect((await second.refresh(secondTokens.refresh_token)).status).toBe(200)
})

test('a token of one server means nothing to the next', async () => {
  const { tokens } = await signedIn(await sharedServer())
  const other = new Device(await serverFor({}))
  expect((await other.get('/orders', tokens.access_token)).status).toBe(401)
  expect((await other.refresh(tokens.refresh_token)).status).toBe(400)
})

test('a device stays signed in when its person becomes someone else in the browser', async () => {
  const server = await sharedServer()
  const browser = new Browser()
  const [first, second] = [new Device(server), new Device(server)]
  await decide(await first.askForCode({ scope: 'openid profile' }), { browser })
  const { body } = await first.poll()
  const { verification_uri_complete: uri } = await second.askForCode()
  const consent = await browser.submit(await browser.open(new URL(uri)), { confirm: 'yes' })
  expect((await browser.submit(consent, { decision: 'switch' })).id).toBe('confirm')
  const me = await fetch(`${server.issuer}/me`, { headers: { authorization: `Bearer ${body.access_token}` } })
  expect(me.status).toBe(200)
})
