import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveApp, type ServedApp } from '@device-flow/auth-server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeAuthority } from '../../../../scripts/make-authority.mjs'
import { startProxy } from '../../../../scripts/start-proxy.mjs'
import { startTlsFront } from '../../../../scripts/start-tls-front.mjs'
import { createRelay, type RelayOptions } from '../../src/relay/relay.ts'
import { startUpstream } from './upstream.ts'

let dist: string
let app: ServedApp
let upstream: Awaited<ReturnType<typeof startUpstream>>
let answer: RequestListener
beforeEach(async () => {
  answer = (_request, response) => void response.end('{}')
  upstream = await startUpstream((request, response) => answer(request, response))
  dist = await mkdtemp(join(tmpdir(), 'app-'))
  await writeFile(join(dist, 'index.html'), '<title>A page</title>')
  app = await servePage({ timeoutMs: 300 })
})
afterEach(async () => {
  await Promise.all([app.close(), upstream.close()])
  await rm(dist, { recursive: true })
})

/** A page with the relay beside it. */
function servePage(options: RelayOptions): Promise<ServedApp> {
  const config = { issuer: upstream.origin, clientId: 'x', apiUrl: upstream.origin }
  return serveApp({ dist, config, listeners: { '/relay': createRelay(options) } })
}

interface Asked {
  url?: string
  method?: string
  headers?: [string, string][]
}

/** Calls the relay as the page's browser does; `init` says what is otherwise. */
async function relay(asked: Asked, init: RequestInit = {}): Promise<Response> {
  const said = { url: `${upstream.origin}/token`, method: 'POST', headers: [], ...asked }
  const headers = { Origin: new URL(app.url).origin, 'Relay-Request': encodeURIComponent(JSON.stringify(said)) }
  const given = Object.fromEntries(new Headers(init.headers ?? {}))
  return fetch(`${app.url}relay`, { method: 'POST', ...init, headers: { ...headers, ...given } })
}

function saidOf(response: Response): { status: number; statusText: string; headers: [string, string][] } {
  return JSON.parse(decodeURIComponent(response.headers.get('relay-response') ?? 'null'))
}

const errorOf = async (response: Response): Promise<unknown> => ((await response.json()) as { error: unknown }).error

describe('what the page asks for', () => {
  test('arrives as it is: method, address, body and headers, and nothing else but what a connection and a browser have', async () => {
    const url = `${upstream.origin}/token?of=tv`
    const headers: [string, string][] = [
      ['content-type', 'application/x-www-form-urlencoded'],
      ['dpop', 'proof'],
    ]
    await relay({ url, headers }, { body: 'device_code=a%20b', headers: { 'User-Agent': 'Mozilla/5.0' } })
    expect(upstream.arrived).toEqual([
      {
        method: 'POST',
        url: '/token?of=tv',
        body: 'device_code=a%20b',
        headers: {
          host: [new URL(upstream.origin).host],
          connection: ['keep-alive'],
          'content-length': ['17'],
          'user-agent': ['Mozilla/5.0'],
          'content-type': ['application/x-www-form-urlencoded'],
          dpop: ['proof'],
          'accept-encoding': ['identity'],
        },
      },
    ])
  })

  test('is answered with status, headers and bytes of the server, as data: nothing that the browser would act on', async () => {
    answer = (_request, response) => {
      response.writeHead(401, {
        'WWW-Authenticate': ['Bearer', 'DPoP'],
        'Set-Cookie': 'session=1',
        'Clear-Site-Data': '"*"',
        Date: 'Sun, 29 Nov 2026 09:00:00 GMT',
        'X-Name': Buffer.from('Zoë', 'utf8').toString('latin1'),
      })
      response.end(Buffer.from([0, 255, 1]))
    }
    const response = await relay({})
    expect(response.status).toBe(200)
    const { status, statusText, headers } = saidOf(response)
    expect([status, statusText]).toEqual([401, 'Unauthorized'])
    expect(headers).toContainEqual(['www-authenticate', 'Bearer'])
    expect(headers).toContainEqual(['www-authenticate', 'DPoP'])
    expect(headers).toContainEqual(['date', 'Sun, 29 Nov 2026 09:00:00 GMT'])
    expect(new Headers(headers).get('x-name')).toBe(Buffer.from('Zoë', 'utf8').toString('latin1'))
    expect(JSON.stringify(headers)).not.toContain('session=1')
    expect([...response.headers.keys()]).not.toContain('clear-site-data')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255, 1]))
  })

  test.each([301, 302, 307, 308])('a redirect (%i) is an answer, which nobody follows', async (status) => {
    answer = (_request, response) => void response.writeHead(status, { Location: '/elsewhere' }).end()
    const said = saidOf(await relay({}))
    expect(said.status).toBe(status)
    expect(said.headers).toContainEqual(['location', '/elsewhere'])
    expect(upstream.arrived).toHaveLength(1)
  })

  test.each(['cookie', 'Cookie', 'origin', 'host', 'referer', 'connection', 'sec-fetch-site', 'proxy-authorization'])(
    'has no header that no page may set: %s',
    async (name) => {
      await relay({ headers: [[name, 'close']] })
      expect(upstream.arrived[0]?.headers[name.toLowerCase()] ?? []).not.toContain('close')
    },
  )
})

describe('nobody else', () => {
  test.each([
    ['a page of another site', 'https://evil.example'],
    ['a page of another port of this computer', 'http://127.0.0.1:1'],
    ['a page that hides its origin', 'null'],
    ['the same page by another name', 'http://localhost:1'],
  ])('is served: %s (attack X26)', async (_who, origin) => {
    const response = await relay({}, { headers: { Origin: origin } })
    expect([response.status, upstream.arrived]).toEqual([403, []])
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('is served who names no origin', async () => {
    const said = encodeURIComponent(JSON.stringify({ url: upstream.origin, method: 'GET', headers: [] }))
    const response = await fetch(`${app.url}relay`, { method: 'POST', headers: { 'Relay-Request': said } })
    expect([response.status, upstream.arrived]).toEqual([403, []])
  })

  test.each(['GET', 'PUT', 'OPTIONS'])('is served by %s, so no preflight succeeds (attack X26)', async (method) => {
    expect((await relay({}, { method })).status).toBe(405)
    expect(upstream.arrived).toEqual([])
  })
})

describe('the relay refuses', () => {
  test.each([
    ['plain http elsewhere', 'http://id.example/'],
    ['plain http in the local network', 'http://192.168.1.1/'],
    ['what clouds tell their machines', 'http://169.254.169.254/latest/meta-data'],
    ['plain http to a name below localhost, which DNS may lead elsewhere', 'http://a.localhost/'],
    ['files', 'file:///etc/passwd'],
    ['a password in the address', 'https://user:geheim@id.example/'],
    ['no address', '/token'],
  ])('%s: %s', async (_what, url) => {
    const response = await relay({ url })
    expect(response.status).toBe(400)
    const error = await errorOf(response)
    expect(error).toMatch(/https addresses, and by http to this computer/)
    expect(error).not.toContain('geheim')
  })

  test.each(['PUT', 'DELETE', 'get', 'CONNECT', ''])('the method "%s"', async (method) => {
    expect(await errorOf(await relay({ method }))).toBe('The relay carries GET and POST alone.')
  })

  test.each(['', '%', 'null', '[]', '{"url":1}', '{"url":"https://a.example","method":"GET","headers":[["a"]]}'])(
    'a request that does not say what to send: %s',
    async (said) => {
      const response = await relay({}, { headers: { 'Relay-Request': said } })
      expect([response.status, await errorOf(response)]).toEqual([400, expect.stringContaining('does not say')])
    },
  )

  test('a request of more than 64 kB, of which nothing leaves', async () => {
    const response = await relay({}, { body: 'x'.repeat(64 * 1024 + 1) })
    expect([response.status, upstream.arrived]).toEqual([413, []])
  })
})

describe('in words, the page hears', () => {
  test('of an answer that is too large', async () => {
    answer = (_request, response) => void response.end('x'.repeat(1024 * 1024 + 1))
    const response = await relay({})
    expect([response.status, await errorOf(response)]).toEqual([502, expect.stringContaining('larger than 1048576')])
  })

  test('of a server that does not answer in time', async () => {
    answer = () => {}
    const response = await relay({})
    const words = `${upstream.origin} did not answer within 0.3 seconds.`
    expect([response.status, await errorOf(response)]).toEqual([504, words])
  })

  test('of a server that is not there, and why', async () => {
    const response = await relay({ url: 'http://127.0.0.1:9/' })
    const words = 'The relay cannot reach http://127.0.0.1:9 (ECONNREFUSED).'
    expect([response.status, await errorOf(response)]).toEqual([502, words])
  })

  test('of a certificate that nobody vouches for, and nothing was sent', async () => {
    const authority = await makeAuthority()
    const front = await startTlsFront(Number(new URL(upstream.origin).port), await authority.issue('localhost'))
    const response = await relay({ url: `https://localhost:${front.port}/token` }, { body: 'device_code=geheim' })
    expect(response.status).toBe(502)
    expect(await errorOf(response)).toMatch(
      /cannot reach https:\/\/localhost:\d+ \([A-Z_]*(?:CERT|SIGNATURE)[A-Z_]*\)\.$/,
    )
    expect(upstream.arrived).toEqual([])
    await front.close()
  })

  test('of a status that is none', async () => {
    answer = (_request, response) => void response.writeHead(999).end()
    expect(await errorOf(await relay({}))).toContain('status 999, which is none')
  })
})

test('what goes elsewhere goes by the proxy of the environment, and what stays on this computer does not', async () => {
  const proxy = await startProxy({ answer: 'close' })
  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY']) vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`)
  await app.close()
  app = await servePage({})
  expect((await relay({ url: 'https://id.example/token' })).status).toBe(502)
  expect((await relay({})).status).toBe(200)
  expect(proxy.asked()).toEqual(['id.example:443'])
  vi.unstubAllEnvs()
  await proxy.close()
})

test('a page that gives up ends the request at the server, too', async () => {
  await app.close()
  app = await servePage({ timeoutMs: 600_000 })
  const gone = new Promise<void>((resolve) => {
    answer = (_request, response) => void response.once('close', () => resolve())
  })
  const leaving = new AbortController()
  const asked = relay({}, { signal: leaving.signal }).catch((error: unknown) => error)
  await vi.waitFor(() => expect(upstream.arrived).toHaveLength(1))
  leaving.abort()
  await Promise.all([asked, gone])
})

test('the relay writes down nothing', async () => {
  const written = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write'), vi.spyOn(console, 'log')]
  await relay({}, { body: 'device_code=geheim' })
  await relay({ url: 'http://127.0.0.1:9/?token=geheim' })
  for (const spy of written) {
    expect(JSON.stringify(spy.mock.calls)).not.toContain('geheim')
    spy.mockRestore()
  }
})
