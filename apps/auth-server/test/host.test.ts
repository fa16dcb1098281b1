import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveApp, type AuthServer, type ServedApp } from '../src/index.ts'
import { serverFor, sharedServer } from './servers.ts'
import { ask } from './verbatim.ts'

const metadataPath = '/.well-known/openid-configuration'
const codeRequest = { method: 'POST', form: 'client_id=device-flow-demo&scope=openid' }

let dist: string
let app: ServedApp
beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'app-'))
  await writeFile(join(dist, 'index.html'), '<title>An app</title>')
  app = await serveApp({ dist, config: await sharedServer() })
})
afterAll(async () => {
  await app.close()
  await rm(dist, { recursive: true })
})

/** Everything that the server says of where things are: its metadata, a device's answer, a page, a redirect. */
async function addresses(server: AuthServer, headers: Record<string, string>): Promise<string> {
  const answers = await Promise.all([
    ask(server, metadataPath, { headers }),
    ask(server, '/device/auth', { ...codeRequest, headers }),
    ask(server, '/device', { headers }),
    ask(server, '/', { headers }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 302])
  return answers.map(({ headers: { location = '' }, body }) => location + body).join('\n')
}

test.each([
  'evil.example',
  'evil.example:80',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  '127.0.0.1,evil.example',
  '192.0.2.7',
])('a request for another host is refused, and nothing points there: Host "%s" (attack X18)', async (host) => {
  const server = await sharedServer()
  const headers = { host }
  for (const [path, options] of [
    [metadataPath, {}],
    ['/device/auth', codeRequest],
    ['/device?user_code=BBBB-BBBB', {}],
    ['/api/orders', {}],
    ['/', {}],
    ['/token', { method: 'POST' }],
  ] as const) {
    const answer = await ask(server, path, { ...options, headers })
    expect(answer.status, path).toBe(421)
    expect(JSON.stringify(answer), path).not.toContain('evil')
  }
  const served = await ask({ issuer: app.url }, '/config.json', { headers })
  expect([served.status, served.body]).toEqual([421, expect.not.stringContaining('issuer')])
})

test.each(['a b"c', 'user@127.0.0.1', '[::1', '127.0.0.1:99999', 'localhost:x', 'local\\host', '<script>'])(
  'a host that is none gets 400, and nobody hears of a fault: Host "%s" (attack X18)',
  async (host) => {
    const faults: Error[] = []
    const server = await serverFor({ onError: (error) => void faults.push(error) })
    for (const one of [server, { issuer: app.url }]) {
      const { status, body } = await ask(one, metadataPath, { headers: { host, accept: 'text/html' } })
      expect(status).toBe(400)
      expect(body).not.toMatch(/\bat |script|"c/)
    }
    expect(faults).toEqual([])
  },
)

test.each([
  ['without a Host', '1.1', '', 400],
  ['without a Host, as old versions of HTTP allow', '1.0', '', 400],
  ['with an empty Host', '1.1', 'Host:\r\n', 400],
  ['with a second Host that is another', '1.1', 'Host: 127.0.0.1\r\nHost: evil.example\r\n', 421],
])('a request %s is refused (attack X18)', async (_how, version, lines, status) => {
  for (const url of [(await sharedServer()).issuer, app.url]) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write(`GET ${metadataPath} HTTP/${version}\r\n${lines}Connection: close\r\n\r\n`)
    expect(await text(socket)).toContain(`HTTP/1.1 ${status} `)
  }
})

test('an absolute address in the request line is held to the same rule as the Host header (attack X18)', async () => {
  const server = await sharedServer()
  const statusOf = async (path: string): Promise<number> => (await ask(server, path)).status
  expect(await statusOf(`http://evil.example${metadataPath}`)).toBe(421)
  expect(await statusOf(`https://evil.example${metadataPath}`)).toBe(421)
  expect(await statusOf(`http://user@127.0.0.1${metadataPath}`)).toBe(400)
  expect(await statusOf(server.issuer + metadataPath)).toBe(200)
})

test('what a proxy would say of the host is not believed (attack X18)', async () => {
  const server = await sharedServer()
  const said = await addresses(server, {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example;proto=https',
    'x-original-host': 'evil.example',
  })
  expect(said).not.toMatch(/evil|https:/)
  expect(said).toContain(`${server.issuer}/token`)
})

test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]', 'localhost:5173'])(
  'every name of this computer goes on working, by a forwarded port too: Host "%s" (attack X18)',
  async (host) => {
    expect(await addresses(await sharedServer(), { host })).toContain(`http://${host.toLowerCase()}/token`)
    expect((await ask({ issuer: app.url }, '/config.json', { headers: { host } })).status).toBe(200)
  },
)

test('no spelling of a path is a fault of the server', async () => {
  const faults: Error[] = []
  const server = await serverFor({ onError: (error) => void faults.push(error) })
  for (const path of ['/%', '//', '//[', '/\\', '/device?user_code=%', '/interaction/%', '/device/%ff', '*']) {
    for (const one of [server, { issuer: app.url }])
      expect((await ask(one, path, { method: path === '*' ? 'OPTIONS' : 'GET' })).status, path).toBeLessThan(500)
  }
  expect(faults).toEqual([])
})
