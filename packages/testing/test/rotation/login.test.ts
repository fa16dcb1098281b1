import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import type { RotatingFetch } from '../../src/fetch.ts'
import { withRotatingServer } from '../../src/vitest.ts'
import { post } from '../requests.ts'
import { transports } from '../transports.ts'

interface Code {
  device_code: string
  user_code: string
}

async function start(server: RotatingFetch, scope = 'offline_access'): Promise<Code> {
  const response = await post(server, server.endpoints.deviceAuthorizationEndpoint, { client_id: 'tv', scope })
  return (await response.json()) as Code
}

async function poll(server: RotatingFetch, { device_code }: Code): Promise<Record<string, unknown>> {
  const response = await post(server, server.endpoints.tokenEndpoint, { client_id: 'tv', device_code })
  return (await response.json()) as Record<string, unknown>
}

// Shorter than any that a server may name, so that a poll is soon due.
const quick = { interval: 0.06 }
const interval = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 65))

describe.each(transports)('a login at a rotating server $name', ({ startRotating }) => {
  test('is approved at once, and brings an ID token when it asks for one', async () => {
    const server = await startRotating(quick)
    const code = await start(server, 'openid offline_access')
    await interval()
    expect(await poll(server, code)).toMatchObject({
      refresh_token: expect.any(String),
      id_token: expect.any(String),
      expires_in: 3600,
      scope: 'openid offline_access',
    })
    expect(server.grants()).toMatchObject([{ clientId: 'tv', refreshes: 0 }])
    expect(await poll(server, code)).toEqual({ error: 'invalid_grant' })
  })

  test('brings the nonce of the login in its ID token, and none where none was sent', async () => {
    const server = await startRotating(quick)
    const { deviceAuthorizationEndpoint } = server.endpoints
    const request = { client_id: 'tv', scope: 'openid', nonce: 'n-0S6' }
    const code = (await (await post(server, deviceAuthorizationEndpoint, request)).json()) as Code
    const other = await start(server, 'openid')
    await interval()
    expect(decodeJwt(String((await poll(server, code))['id_token']))).toMatchObject({ aud: 'tv', nonce: 'n-0S6' })
    expect(decodeJwt(String((await poll(server, other))['id_token']))).not.toHaveProperty('nonce')
  })

  test('waits for its person, if it is to: for the one with the code, or for all', async () => {
    const server = await startRotating({ ...quick, approves: false })
    const [ann, bob, cleo] = [await start(server), await start(server), await start(server)]
    await interval()
    expect(await poll(server, ann)).toEqual({ error: 'authorization_pending' })
    server.approve(bob.user_code)
    server.deny(cleo.user_code)
    await interval()
    expect(await poll(server, bob)).toMatchObject({ token_type: 'Bearer' })
    expect(await poll(server, cleo)).toEqual({ error: 'access_denied' })
    expect(server.logins()).toEqual([
      { userCode: ann.user_code, clientId: 'tv', scope: 'offline_access', state: 'waiting' },
      { userCode: bob.user_code, clientId: 'tv', scope: 'offline_access', state: 'used' },
      { userCode: cleo.user_code, clientId: 'tv', scope: 'offline_access', state: 'denied' },
    ])
    server.approve()
    expect(await poll(server, ann)).toMatchObject({ token_type: 'Bearer' })
  })

  test('repeats a nonce in its ID token, and asks for the verifier of a challenge (RFC 7636, appendix B)', async () => {
    const server = await startRotating(quick)
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }
    const begin = async (): Promise<Code> => {
      const form = { client_id: 'tv', scope: 'openid', nonce: 'n-0S6', ...challenge }
      return (await (await post(server, server.endpoints.deviceAuthorizationEndpoint, form)).json()) as Code
    }
    const end = async ({ device_code }: Code, form: object): Promise<Record<string, unknown>> => {
      const response = await post(server, server.endpoints.tokenEndpoint, { client_id: 'tv', device_code, ...form })
      return (await response.json()) as Record<string, unknown>
    }
    const [own, without, stolen] = [await begin(), await begin(), await begin()]
    await interval()
    expect(await end(without, {})).toEqual({ error: 'invalid_grant' })
    expect(await end(stolen, { code_verifier: `${verifier}x` })).toEqual({ error: 'invalid_grant' })
    const { id_token } = await end(own, { code_verifier: verifier })
    expect(decodeJwt(String(id_token))).toMatchObject({ nonce: 'n-0S6', aud: 'tv' })
  })

  test('is slowed down, and counted, when it polls too early', async () => {
    const server = await startRotating({ interval: 1 })
    const code = await start(server)
    expect(await poll(server, code)).toEqual({ error: 'slow_down' })
    expect(server.counts().earlyPolls).toBe(1)
  })

  test('ends with its code', async () => {
    const server = await startRotating({ ...quick, expiresIn: 0.05, approves: false })
    const code = await start(server)
    await interval()
    expect(await poll(server, code)).toEqual({ error: 'expired_token' })
  })
})

test('pages of any origin may use a rotating server: a browser asks before it sends a token', async () => {
  const server = await withRotatingServer()
  const preflight = await fetch(server.apiUrl, {
    method: 'OPTIONS',
    headers: { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization')
  const response = await fetch(server.apiUrl)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-expose-headers')).toContain('www-authenticate')
  expect(server.requests('/api')).toHaveLength(1)
})
