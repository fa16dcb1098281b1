import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serveApp, startAuthServer, type AppConfig, type ServeAppOptions, type ServedApp } from '../src/index.ts'
import { Device } from './device.ts'

/** A page with one inline script and one inline style, as builds have them, line ends of Windows included. */
const built = `<title>An app</title><style>a{}</style><script>\r\nfirst()\r\n</script><script src="./a.js"></script>
  <script id="entry" data-src="./b.js">second()</script>`

const config = { issuer: 'http://127.0.0.1:9', clientId: 'someone', apiUrl: 'http://127.0.0.1:9/api', secret: 'no' }

let dist: string
let app: ServedApp
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'app-'))
  await writeFile(join(dist, 'index.html'), '<title>An app</title>')
  app = await serveApp({ dist, config })
})
afterEach(async () => {
  await app.close()
  await rm(dist, { recursive: true })
})

test('an app is served with a config.json of the three things that it needs to know, never from a cache', async () => {
  const page = await fetch(app.url)
  expect(await page.text()).toBe('<title>An app</title>')
  expect(page.headers.get('content-type')).toBe('text/html;charset=utf-8')
  const told = await fetch(new URL('config.json', app.url))
  expect(await told.json()).toEqual({ issuer: config.issuer, clientId: config.clientId, apiUrl: config.apiUrl })
  expect(told.headers.get('cache-control')).toBe('no-store')
})

test('what is not in the folder does not exist', async () => {
  expect((await fetch(new URL('else', app.url))).status).toBe(404)
  expect((await fetch(`${app.url}%2e%2e/%2e%2e/etc/passwd`)).status).toBe(404)
  expect((await fetch(`${app.url}/`)).status).toBe(404)
})

test('a folder that holds no built app is an error that says how to build it', async () => {
  await expect(serveApp({ dist: join(dist, 'dist'), config })).rejects.toThrow('npm run build')
})

test('an app that is started after the server may call it once its origin is allowed', async () => {
  const server = await startAuthServer()
  const ask = async (): Promise<string | null> => {
    const asked = await new Device(server).post(
      '/device/auth',
      { scope: 'openid' },
      { origin: new URL(app.url).origin },
    )
    return asked.headers.get('access-control-allow-origin')
  }
  expect(await ask()).toBeNull()
  server.allowOrigin(app.url)
  expect(await ask()).toBe(new URL(app.url).origin)
  await server.close()
})

/** The policy of a page that is served with this configuration, by directive. */
async function policyOf(told: AppConfig, freedoms: ServeAppOptions['freedoms'] = {}): Promise<Record<string, string>> {
  const served = await serveApp({ dist, config: told, freedoms })
  const { headers } = await fetch(served.url)
  await served.close()
  const directives = (headers.get('content-security-policy') ?? '').split('; ')
  return Object.fromEntries(directives.map((directive) => directive.split(/ (.*)/s).slice(0, 2) as [string, string]))
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('an app may load what is its own, call its server and its API, and be framed by nobody (attack X20)', async () => {
  await writeFile(join(dist, 'index.html'), built)
  const told = { issuer: 'https://id.example/tenant', clientId: 'tv', apiUrl: 'https://api.example:8443/v1' }
  expect(await policyOf(told)).toEqual({
    'default-src': "'none'",
    'script-src': `'self' ${hash('\nfirst()\n')} ${hash('second()')}`,
    'style-src': `'self' ${hash('a{}')}`,
    'img-src': "'self' data:",
    'connect-src': "'self' https://id.example https://api.example:8443",
    'form-action': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  })
})

test('an app that is told of an inspector may have that in a frame, and nothing else (attack X20)', async () => {
  const policy = await policyOf({ ...config, inspectorUrl: 'http://127.0.0.1:8628/' })
  expect(policy['frame-src']).toBe('http://127.0.0.1:8628')
  expect(policy['connect-src']).toBe("'self' http://127.0.0.1:9")
})

test('a folder that is told of no server is at least framed by nobody (attack X20)', async () => {
  expect(await policyOf({ issuer: '', clientId: '', apiUrl: '' })).toEqual({ 'frame-ancestors': "'none'" })
})

test('an app whose server lets itself be framed may frame it, and its inspector (attack X20)', async () => {
  const policy = await policyOf({ ...config, inspectorUrl: 'http://127.0.0.1:8628/', canFrameServer: true })
  expect(policy['frame-src']).toBe('http://127.0.0.1:8628 http://127.0.0.1:9')
})

test('an app with the freedom may call any server by https or on this computer, and no other by http (attack X20)', async () => {
  const policy = await policyOf(config, { callsAnyServer: true })
  expect(policy['connect-src']).toBe("'self' https: http://127.0.0.1:* http://localhost:*")
  expect([policy['frame-src'], policy['frame-ancestors']]).toEqual([undefined, "'none'"])
})

test('an app with the freedom may frame pages of its own folder, which nobody else may (attack X20)', async () => {
  const policy = await policyOf(config, { framesItself: true })
  expect([policy['frame-src'], policy['frame-ancestors']]).toEqual(["'self'", "'self'"])
  expect(policy['connect-src']).toBe("'self' http://127.0.0.1:9")
})

test('an app is told where its relay is, and that answers there alone', async () => {
  const listeners = { '/relay': (_request: unknown, response: ServerResponse): void => void response.end('relayed') }
  const served = await serveApp({ dist, config: { ...config, relayUrl: './relay' }, listeners })
  const get = (path: string): Promise<Response> => fetch(new URL(path, served.url))
  expect(await (await get('config.json')).json()).toMatchObject({ relayUrl: './relay' })
  expect(await (await get('relay?of=it')).text()).toBe('relayed')
  expect([(await get('relay/')).status, (await get('constructor')).status]).toEqual([404, 404])
  await served.close()
})

test('every file of an app comes with its policy, and what does not exist too (attack X20)', async () => {
  for (const path of ['', 'index.html', 'config.json', 'nothing']) {
    const { headers } = await fetch(new URL(path, app.url))
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
  }
})
