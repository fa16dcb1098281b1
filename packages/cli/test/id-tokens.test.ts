import { empty, granted } from '@device-flow/testing'
import type { ResponseSource, Members } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { jsonLines, loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

const secret = 'a-secret-of-thirty-two-characters'
const hs256: Members = { id_token_signing_alg_values_supported: ['HS256'] }
const signed = granted({}, { alg: 'HS256', key: { secret } })

/** The tokens of a server whose clock shows `now`, ms since the epoch. */
function grantedAt(now: number): ResponseSource {
  const iat = Math.floor(now / 1000)
  const grant = granted({}, { claims: { iat, nbf: iat, exp: iat + 300 } })
  return async (request, server) => {
    let answer: ResponseSource = grant
    while (typeof answer === 'function') answer = await answer(request, server)
    return { ...answer, headers: { date: new Date(now).toUTCString() } }
  }
}

describe.concurrent('device-flow login with openid', () => {
  test.each([
    ['behind', 7_200_000],
    ['ahead', -7_200_000],
  ])("signs in on a machine whose clock is two hours %s the server's (case 1)", async (_what, byMs) => {
    await withServer({ script: { token: [grantedAt(Date.now() + byMs)] } }, async (server) => {
      const { exitCode, stdout } = await run(loginAt(server, '--scope', 'openid', '--json'))
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'authorized', id_token_claims: { sub: 'person-1' } })
    })
  })

  test('says that it is still trying where the keys cannot be read once the person has approved', async () => {
    const script = { token: [granted()], jwks: Array.from({ length: 4 }, () => empty(503)) }
    await withServer({ script }, async (server) => {
      const { exitCode, stdout, stderr } = await run(loginAt(server, '--scope', 'openid', '--json'))
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout).map(({ type }) => type)).toEqual(['prompt', 'blip', 'authorized'])
      expect(jsonLines(stdout)[1]).toMatchObject({ reason: 'server_error', count: 1 })
      expect(stderr).toContain('Still trying: ')
    })
  })

  test('tells what was granted of authorization_details', async () => {
    const details = [{ type: 'payment' }]
    await withServer({ script: { token: [granted({ authorization_details: details })] } }, async (server) => {
      const { stdout } = await run(loginAt(server, '--scope', 'openid', '--json'))
      expect(jsonLines(stdout).at(-1)).toMatchObject({ authorization_details: details })
    })
  })

  test('verifies HS256 with the client secret (case 21)', async () => {
    await withServer({ metadata: hs256, script: { token: [signed] } }, async (server) => {
      const login = loginAt(server, '--scope', 'openid', '--client-auth', 'client_secret_post', '--json')
      const { exitCode, stdout } = await run(login, { DEVICE_FLOW_CLIENT_SECRET: secret })
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'authorized', id_token_claims: { sub: 'person-1' } })
    })
  })

  test('tells before a code is shown that HS256 takes a client secret (case 21)', async () => {
    await withServer({ metadata: hs256 }, async (server) => {
      const { exitCode, stdout } = await run(loginAt(server, '--scope', 'openid', '--json'))
      expect(exitCode).toBe(6)
      expect(jsonLines(stdout)).toHaveLength(1)
      expect(stdout).toContain('a client secret, and this client has none')
      expect(server.requests('deviceAuthorization')).toHaveLength(0)
    })
  })

  test('tells before a code is shown that the key set has no keys (case 21)', async () => {
    await withServer({}, async (server) => {
      server.always('jwks', { body: {} })
      const { exitCode, stdout } = await run(loginAt(server, '--scope', 'openid', '--json'))
      expect(exitCode).toBe(6)
      expect(jsonLines(stdout)).toHaveLength(1)
      expect(stdout).toContain('has no keys')
    })
  })

  test('and without it, an ID token that comes all the same costs nothing (case 21)', async () => {
    await withServer({ metadata: hs256, script: { token: [signed] } }, async (server) => {
      const { exitCode, stdout } = await run(loginAt(server, '--scope', 'api', '--json'))
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout).at(-1)).not.toHaveProperty('id_token_claims')
    })
  })
})
