import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { jsonLines, run } from './running-command.ts'

const PAGE = 'https://app.example.com'

const open: Server[] = []
afterAll(() => open.forEach((server) => server.close()))

/** How a server treats pages. */
interface Treatment {
  /** The origin that may read. */
  allowed?: string
  /** The status of its answer to a preflight, and the headers that it lets pages send. */
  preflight?: { status?: number; headers?: string }
  /** It gives a page of another origin no code. */
  refuses?: (origin: string | undefined) => string | undefined
  /** What stands in front of it admits programs of this name alone. */
  admits?: RegExp
}

/** A server with a device flow; and what pages asked it first. */
async function startServer({ allowed = '*', preflight = {}, refuses, admits }: Treatment) {
  const preflights: string[] = []
  const server = createServer((request, response) => {
    const { method, url, headers } = request
    response.setHeader('access-control-allow-origin', allowed)
    if (admits && !admits.test(headers['user-agent'] ?? '')) {
      response.writeHead(403).end('Bots are not welcome.')
      return
    }
    if (method === 'OPTIONS') {
      preflights.push(`${url} ${headers['access-control-request-headers']}`)
      if (preflight.headers !== undefined) response.setHeader('access-control-allow-headers', preflight.headers)
      response.writeHead(preflight.status ?? 204).end()
      return
    }
    const refusal = method === 'POST' ? refuses?.(headers.origin) : undefined
    const [status, body] = refusal
      ? [400, { error: 'invalid_request', error_description: refusal }]
      : answerTo(url ?? '', issuerOf(request))
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  open.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, preflights }
}

function issuerOf({ headers: { host } }: IncomingMessage): string {
  return `http://${host}`
}

function answerTo(path: string, issuer: string): [number, object] {
  if (path.startsWith('/.well-known/')) {
    return [
      200,
      {
        issuer,
        device_authorization_endpoint: `${issuer}/device`,
        token_endpoint: `${issuer}/token`,
        token_endpoint_auth_methods_supported: ['client_secret_basic'],
        dpop_signing_alg_values_supported: ['ES256'],
      },
    ]
  }
  if (path === '/token') return [400, { error: 'authorization_pending' }]
  const code = { device_code: 'device-code-1', user_code: 'WDJB-MJHT', expires_in: 60, interval: 1 }
  return [200, { ...code, verification_uri: `${issuer}/activate` }]
}

async function diagnose(issuer: string, flags: string[] = [], env?: Record<string, string>, origin = PAGE) {
  const server = ['--issuer', issuer, '--client-id', 'tv', '--store', 'memory', '--json']
  const { exitCode, stdout } = await run(['doctor', ...server, '--origin', origin, ...flags], env)
  const checks = jsonLines(stdout).filter(({ type }) => type === 'check')
  const failed = checks.filter(({ status }) => status === 'failed')
  return { exitCode, failed: failed.map(({ name, message }) => [name, message]) }
}

describe.concurrent('device-flow doctor --origin', () => {
  test.each([
    ['client_secret_basic', ['--client-auth', 'client_secret_basic'], 'authorization'],
    ['DPoP', ['--dpop', 'tokens'], 'dpop'],
    ['a header of your own', ['--header', 'x-gateway=key-1'], 'x-gateway'],
  ])('with %s asks first, as a browser does, and tells whom that is refused by', async (_, flags, header) => {
    const env = { DEVICE_FLOW_CLIENT_SECRET: header === 'authorization' ? 'canary-secret' : '' }
    const [refusing, silent, allowing] = await Promise.all([
      startServer({ preflight: { status: 404, headers: header } }),
      startServer({ preflight: {} }),
      startServer({ preflight: { headers: header } }),
    ])
    const refused = await diagnose(refusing.issuer, flags, env)
    expect(refused).toEqual({
      exitCode: 6,
      failed: [
        [
          'cors',
          `A page of ${PAGE} may not send ${header} to ${refusing.issuer}/device: the preflight (OPTIONS) is answered with HTTP 404.`,
        ],
      ],
    })
    const [, unnamed] = (await diagnose(silent.issuer, flags, env)).failed[0]!
    expect(unnamed).toContain(`Access-Control-Allow-Headers does not name ${header}`)
    expect(await diagnose(allowing.issuer, flags, env)).toEqual({ exitCode: 0, failed: [] })
    expect(allowing.preflights).toContain(`/token ${header}`)
  })

  test.each([
    ['ours', [], /^device-flow\//],
    ['that of your app', ['--header', 'user-agent=tv/1'], /^tv\/1 device-flow\//],
  ])('asks by a name, %s, as its other requests: gateways turn away those of libraries', async (_, flags, admits) => {
    const server = await startServer({ admits, preflight: { headers: 'dpop' } })
    expect(await diagnose(server.issuer, ['--dpop', 'tokens', ...flags])).toEqual({ exitCode: 0, failed: [] })
    expect(server.preflights).toContain('/token dpop')
  })

  test('asks nothing first where a browser would not', async () => {
    const server = await startServer({ preflight: { status: 404 } })
    expect(await diagnose(server.issuer)).toEqual({ exitCode: 0, failed: [] })
    expect(server.preflights).toEqual([])
  })

  test.each([`${PAGE}/`, `${PAGE}:443`, 'HTTPS://App.Example.com'])(
    'takes %s for what a browser sends',
    async (origin) => {
      const server = await startServer({ allowed: PAGE })
      expect(await diagnose(server.issuer, [], {}, origin)).toEqual({ exitCode: 0, failed: [] })
    },
  )

  test('tells of a server that refuses pages of an origin once, and in its own words: an origin is no secret', async () => {
    const server = await startServer({ refuses: (origin) => origin && `origin ${origin} not allowed for client: tv` })
    const { exitCode, failed } = await diagnose(server.issuer)
    expect({ exitCode, failed }).toEqual({
      exitCode: 6,
      failed: [['cors', expect.stringContaining(`origin ${PAGE} not allowed for client`)]],
    })
  })

  test('blames no page where a server that refuses the client names another, or the like of it', async () => {
    const server = await startServer({ refuses: (origin) => origin && `${origin}.au is not allowed` })
    expect((await diagnose(server.issuer)).failed).toEqual([['request', expect.stringContaining('is not allowed')]])
  })
})
