import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deviceAuthorized, granted } from '@device-flow/testing'
import type { RecordedRequest } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { login } from '../src/login/login.ts'
import { jsonLines, lifeOf, loginAt, run, RunningCommand } from './running-command.ts'
import { withServer } from './with-server.ts'

const secretTokens = { access_token: 'canary-access', refresh_token: 'canary-refresh' }

const BASIC = `Basic ${btoa('tv:canarysecret')}`
const BASIC_NAME = 'client_secret_basic'
const POST_NAME = 'client_secret_post'

function members({ form }: RecordedRequest): Record<string, string[]> {
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]))
}

async function unusedOrigin(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => void server.close(resolve))
  return `http://127.0.0.1:${port}`
}

describe.concurrent('device-flow login --json', () => {
  test('prints the prompt at once, then who signed in, and ends with 0 (G5)', async () => {
    await withServer({ expiresIn: 900 }, async (server) => {
      const command = new RunningCommand(
        loginAt(server, '--store', 'memory', '--scope', 'openid offline_access', '--json'),
      )
      await server.waitForRequest('token')
      expect(jsonLines(command.stdout)).toEqual([
        {
          type: 'prompt',
          user_code: 'WDJB-MJHT',
          verification_uri: `${server.origin}/activate`,
          verification_uri_complete: `${server.origin}/activate?user_code=WDJB-MJHT`,
          expires_in: lifeOf(900),
          interval: 1,
        },
      ])
      server.script('token', granted(secretTokens, { claims: { name: 'Ada' } }))
      const { exitCode, stdout, stderr } = await command.ended()
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout)).toHaveLength(2)
      expect(jsonLines(stdout)[1]).toEqual({
        type: 'authorized',
        scope: 'openid offline_access',
        expires_in: lifeOf(3600),
        id_token_claims: expect.objectContaining({ iss: server.issuer, sub: 'person-1', aud: 'tv', name: 'Ada' }),
      })
      expect(stderr).toContain('Signed in as Ada.')
      expect(stdout + stderr).not.toContain('canary')
    })
  })

  test('prints the tokens with --show-tokens only', async () => {
    await withServer({ script: { token: [granted(secretTokens)] } }, async (server) => {
      const { stdout, stderr } = await run(loginAt(server, '--store', 'memory', '--json', '--show-tokens'))
      expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'authorized', ...secretTokens })
      expect(stderr).not.toContain('canary')
    })
  })

  test('leaves out what the server left out', async () => {
    const leftOut = { id_token: undefined, expires_in: undefined, refresh_token: undefined, scope: undefined }
    const script = {
      deviceAuthorization: [deviceAuthorized({ verification_uri_complete: undefined })],
      token: [granted(leftOut)],
    }
    await withServer({ script }, async (server) => {
      const { stdout } = await run(loginAt(server, '--store', 'memory', '--json'))
      const [prompt, authorized] = jsonLines(stdout)
      expect(prompt).toMatchObject({ type: 'prompt' })
      expect(prompt).not.toHaveProperty('verification_uri_complete')
      expect(authorized).toEqual({ type: 'authorized' })
    })
  })

  test.each([
    [
      'where nothing listens',
      unusedOrigin,
      /^The OpenID metadata at 127\.0\.0\.1:\d+ could not be reached \(ECONNREFUSED\)\./,
    ],
    [
      'at a mistyped host',
      async () => 'https://id.example.invalid',
      /^id\.example\.invalid could not be found \((ENOTFOUND|EAI_AGAIN)\)\./,
    ],
  ])('%s tells each blip on the way to offline and what was wrong, and ends with 5 (D3)', async (_, where, problem) => {
    const args = ['login', '--issuer', await where(), '--client-id', 'tv', '--json']
    const { exitCode, stdout, stderr } = await run(args)
    expect(exitCode).toBe(5)
    const message = expect.stringMatching(problem)
    expect(jsonLines(stdout)).toEqual([
      { type: 'blip', reason: 'offline', count: 1 },
      { type: 'blip', reason: 'offline', count: 2 },
      { type: 'error', reason: 'offline', message },
    ])
    expect(stderr.split('\n')).toEqual(['Still trying: no connection.', message, ''])
    expect(stderr).toContain('Check the address and the network connection, then try again.')
  })

  test('at a port that speaks no https, says so', async () => {
    await withServer({}, async (server) => {
      const issuer = server.issuer.replace('http:', 'https:')
      const { exitCode, stderr } = await run(['login', '--issuer', issuer, '--client-id', 'tv'])
      expect(exitCode).toBe(5)
      expect(stderr).toMatch(/127\.0\.0\.1:\d+ does not speak https \([A-Z_]+\)\./)
    })
  })
})

describe.concurrent('device-flow login', () => {
  test('writes plain text for people on stderr, and nothing on stdout (G4)', async () => {
    await withServer({ expiresIn: 900, script: { token: [granted()] } }, async (server) => {
      const { exitCode, stdout, stderr } = await run(loginAt(server, '--store', 'memory'))
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
      expect(stderr).toBe(
        [
          'The tokens are neither printed nor kept, so they will be revoked at the end. Use --show-tokens to get them, or leave --store memory out.',
          'To sign in, open this page in a browser, on any device:',
          `  ${server.origin}/activate`,
          'and enter the code: WDJB-MJHT',
          '(The code is good for 15 minutes.)',
          'Signed in as person-1.',
          'The tokens were not printed, so they have been revoked. Use --show-tokens to get them.',
          '',
        ].join('\n'),
      )
    })
  })

  test('prints the access token alone with --show-tokens, to be caught by a shell', async () => {
    await withServer({ script: { token: [granted(secretTokens)] } }, async (server) => {
      const { stdout } = await run(loginAt(server, '--show-tokens'))
      expect(stdout).toBe('canary-access\n')
    })
  })

  test('asks for what the flags say, in both requests (A5)', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const { endpoints } = server
      const urls = `--device-authorization-endpoint ${endpoints.deviceAuthorizationEndpoint} --token-endpoint ${endpoints.tokenEndpoint}`
      const target = '--audience https://api.example.com --resource urn:a --resource https://b.example.com/'
      const rest = `${urls} ${target} --jwks-uri ${endpoints.jwksUri} --param acr_values=mfa=yes`.split(' ')
      await run(['login', '--client-id', 'tv', '--scope', 'openid api:read', ...rest])
      const common = {
        client_id: ['tv'],
        audience: ['https://api.example.com'],
        resource: ['urn:a', 'https://b.example.com/'],
        acr_values: ['mfa=yes'],
      }
      expect(server.requests('openidConfiguration')).toHaveLength(0)
      expect(server.requests('deviceAuthorization').map(members)).toEqual([{ ...common, scope: ['openid api:read'] }])
      expect(server.requests('token').map(members)).toEqual([expect.objectContaining(common)])
    })
  })

  test('asks at the endpoints that are given beside the issuer, and holds ID tokens to that', async () => {
    const metadata = { token_endpoint: 'https://wrong.example/token' }
    await withServer({ metadata, script: { token: [granted()] } }, async (server) => {
      const flags = ['--scope', 'openid', '--token-endpoint', server.endpoints.tokenEndpoint, '--json']
      const { exitCode, stdout } = await run(loginAt(server, ...flags))
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout).at(-1)).toMatchObject({ id_token_claims: { iss: server.issuer } })
    })
  })

  test.each([
    ['client_secret_basic where the metadata lists nothing', undefined, [], undefined, BASIC],
    ['client_secret_basic where the metadata lists both', [BASIC_NAME, POST_NAME], [], undefined, BASIC],
    ['client_secret_post where the metadata lists that alone (case 20)', [POST_NAME], [], ['canarysecret'], undefined],
    ['client_secret_basic, on demand (case 20)', [POST_NAME], ['--client-auth', BASIC_NAME], undefined, BASIC],
    ['client_secret_post, on demand', [BASIC_NAME], ['--client-auth', POST_NAME], ['canarysecret'], undefined],
    ['none, on demand', [POST_NAME], ['--client-auth', 'none'], undefined, undefined],
  ])('authenticates a client with a secret by %s (A6)', async (_, methods, flags, posted, authorization) => {
    const metadata = { token_endpoint_auth_methods_supported: methods }
    await withServer({ metadata, script: { token: [granted()] } }, async (server) => {
      const { stdout, stderr } = await run(loginAt(server, ...flags), { DEVICE_FLOW_CLIENT_SECRET: 'canarysecret' })
      expect(server.requests('token')).toHaveLength(1)
      for (const request of [...server.requests('deviceAuthorization'), ...server.requests('token')]) {
        expect(members(request)['client_secret']).toEqual(posted)
        expect(request.headers.authorization).toBe(authorization)
      }
      expect(stdout + stderr).not.toContain('canary')
    })
  })
})

describe('login', () => {
  const silent = {
    stdout: { write: (_text: string, done?: () => void): void => done?.() },
    stderr: { write() {} },
    env: {},
  }

  test('hands over the session', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const result = await login(loginAt(server, '--store', 'memory').slice(1), silent)
      expect(result).toMatchObject({ exitCode: 0, session: { scope: 'openid offline_access' } })
    })
  })

  test('ends with 1 when what it is given to show the code fails', async () => {
    let said = ''
    const stderr = {
      write(text: string): void {
        if (text.includes('WDJB-MJHT')) throw new Error('no \u{1b}[2Jscreen')
        said += text
      },
    }
    await withServer({}, async (server) => {
      const result = await login(loginAt(server, '--store', 'memory').slice(1), { ...silent, stderr })
      expect(result).toMatchObject({ exitCode: 1, error: { message: 'no \u{1b}[2Jscreen' } })
      expect(said).toContain('Something went wrong in this software: Error: no [2Jscreen\nCause: Error, at ')
    })
  })
})
