// @vitest-environment node
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { serveViewer, type ServedViewer } from '../src/server/index.ts'

const served: ServedViewer[] = []
afterEach(() => Promise.all(served.splice(0).map((one) => one.close())))

async function serve(): Promise<ServedViewer & { viewerUrl: string; origin: string }> {
  const one = await serveViewer()
  served.push(one)
  const { origin, host } = new URL(one.url)
  return { ...one, origin, viewerUrl: `ws://${host}/viewer` }
}

/** One end of a connection, and what it heard. */
interface End {
  socket: WebSocket
  heard: string[]
  /** Waits until that much was heard. */
  until(count: number): Promise<unknown[]>
}

async function open(url: string, options: ClientOptions = {}): Promise<End> {
  const socket = new WebSocket(url, options)
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  await once(socket, 'open')
  return {
    socket,
    heard,
    async until(count) {
      while (heard.length < count) await once(socket, 'message')
      return heard.map((text) => JSON.parse(text) as unknown)
    },
  }
}

/** The status with which a WebSocket is refused, or 101. */
async function knock(url: string, options: ClientOptions): Promise<number | undefined> {
  const socket = new WebSocket(url, options)
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(101))
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode))
    socket.on('error', reject)
  })
}

/** A GET with headers that browsers would set. */
function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; headers: object }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume()
      resolve({ status: response.statusCode, headers: response.headers })
    })
      .on('error', reject)
      .end()
  })
}

test('the page comes with a policy that allows nothing from elsewhere, and frames on this computer', async () => {
  const { url } = await serve()
  const { status, headers } = await get(url)
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-security-policy':
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
    'x-content-type-options': 'nosniff',
  })
  expect((await get(`${url}nothing/here`)).status).toBe(404)
})

test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example'])(
  'a page whose own name leads to this computer gets nothing: Host "%s"',
  async (host) => {
    const { url, webSocketUrl, viewerUrl } = await serve()
    expect((await get(url, { host })).status).toBeGreaterThanOrEqual(400)
    expect(await knock(webSocketUrl, { headers: { host } })).toBeGreaterThanOrEqual(400)
    expect(await knock(viewerUrl, { headers: { host }, origin: `http://${host}` })).toBeGreaterThanOrEqual(400)
  },
)

test('only the page of this server may watch', async () => {
  const { viewerUrl, origin } = await serve()
  expect(await knock(viewerUrl, { origin })).toBe(101)
  expect(await knock(viewerUrl, {})).toBe(403)
  expect(await knock(viewerUrl, { origin: 'https://evil.example' })).toBe(403)
  expect(await knock(viewerUrl, { origin: 'http://127.0.0.1:1' })).toBe(403)
  expect(await knock(viewerUrl, { origin: 'null' })).toBe(403)
})

test('a login may come from a process, or from a page on this computer', async () => {
  const { webSocketUrl } = await serve()
  expect(await knock(webSocketUrl, {})).toBe(101)
  expect(await knock(webSocketUrl, { origin: 'http://localhost:5173' })).toBe(101)
  expect(await knock(webSocketUrl, { origin: 'https://evil.example' })).toBe(403)
  expect(await knock(webSocketUrl, { origin: 'null' })).toBe(403)
  expect(await knock(webSocketUrl.replace('/login', '/elsewhere'), {})).toBe(403)
})

/** An upgrade by hand, whose other side never ends its connection by itself. */
async function upgrade(
  url: string,
  path: string,
  headers: string[],
): Promise<{ answer: string; ended: boolean; socket: Socket }> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true })
  const told = { answer: '', ended: false, socket }
  socket.on('error', () => {})
  socket.on('data', (data) => void (told.answer += String(data)))
  socket.on('end', () => void (told.ended = true))
  await once(socket, 'connect')
  const lines = [
    `GET ${path} HTTP/1.1`,
    ...headers,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
  ]
  socket.write(`${[...lines, 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='].join('\r\n')}\r\n\r\n`)
  return told
}

/** A connection of which only one side has ended takes whatever is written; one that is gone fails at it. */
function canWrite({ socket }: { socket: Socket }): boolean {
  if (!socket.destroyed) socket.write('still here')
  return !socket.destroyed
}

test.each([
  ['of a foreign host', '/login', ['Host: evil.example']],
  ['of a foreign page', '/login', ['Host: localhost', 'Origin: https://evil.example']],
  ['of a foreign viewer', '/viewer', ['Host: localhost', 'Origin: http://localhost:1']],
  ['to nowhere', '/elsewhere', ['Host: localhost']],
])(
  '500 upgrades %s that never close are refused, and no connection stays (attack X23)',
  async (_whose, path, headers) => {
    const { url } = await serve()
    const knocks = await Promise.all(Array.from({ length: 500 }, () => upgrade(url, path, headers)))
    await expect.poll(() => knocks.every(({ ended }) => ended)).toBe(true)
    expect(knocks.every(({ answer }) => answer.startsWith('HTTP/1.1 403 '))).toBe(true)
    await expect.poll(() => knocks.filter(canWrite)).toEqual([])
  },
)

test('what a login says reaches every viewer, and which login said it', async () => {
  const { webSocketUrl, viewerUrl, origin } = await serve()
  const viewers = [await open(viewerUrl, { origin }), await open(viewerUrl, { origin })]
  const login = await open(webSocketUrl)
  login.socket.send('{"any":"message"}')
  for (const viewer of viewers) {
    const [here, message] = (await viewer.until(2)) as [{ login: string }, unknown]
    expect(here).toEqual({ login: expect.any(String) as string, is: 'here' })
    expect(message).toEqual({ login: here.login, text: '{"any":"message"}' })
  }
})

test('a viewer that comes late is told which logins there are, and its hello reaches all of them', async () => {
  const { webSocketUrl, viewerUrl, origin } = await serve()
  const logins = [await open(webSocketUrl), await open(webSocketUrl)]
  const viewer = await open(viewerUrl, { origin })
  expect(await viewer.until(2)).toMatchObject([{ is: 'here' }, { is: 'here' }])
  viewer.socket.send(JSON.stringify({ text: '{"type":"hello"}' }))
  for (const login of logins) expect(await login.until(1)).toEqual([{ type: 'hello' }])
})

test('an event for one login reaches that one alone', async () => {
  const { webSocketUrl, viewerUrl, origin } = await serve()
  const first = await open(webSocketUrl)
  const second = await open(webSocketUrl)
  const viewer = await open(viewerUrl, { origin })
  const [one] = (await viewer.until(2)) as [{ login: string }]
  viewer.socket.send(JSON.stringify({ login: one.login, text: '{"type":"send"}' }))
  viewer.socket.send(JSON.stringify({ text: '{"type":"hello"}' }))
  expect(await second.until(1)).toEqual([{ type: 'hello' }])
  expect(await first.until(2)).toEqual([{ type: 'send' }, { type: 'hello' }])
})

test('a login that crashes is announced, and disturbs nobody', async () => {
  const { webSocketUrl, viewerUrl, origin } = await serve()
  const login = await open(webSocketUrl)
  const viewer = await open(viewerUrl, { origin })
  await viewer.until(1)
  login.socket.terminate()
  expect(await viewer.until(2)).toMatchObject([{ is: 'here' }, { is: 'gone' }])
})

test('a viewer that crashes or talks nonsense disturbs neither the logins nor the other viewers', async () => {
  const { webSocketUrl, viewerUrl, origin } = await serve()
  const login = await open(webSocketUrl)
  const crashing = await open(viewerUrl, { origin })
  const staying = await open(viewerUrl, { origin })
  for (const text of ['', '{', 'null', '[]', '{"text":5}', '{"login":{},"text":null}', '{"login":{},"text":"x"}'])
    crashing.socket.send(text)
  crashing.socket.send(Buffer.from([0xff, 0xfe]))
  crashing.socket.terminate()
  login.socket.send('still here')
  expect(await staying.until(2)).toMatchObject([{ is: 'here' }, { text: 'still here' }])
  expect(login.heard).toEqual([])
})

test('a frame that is far too long ends the connection that sent it, and no other', async () => {
  const { webSocketUrl, viewerUrl, origin } = await serve()
  const viewer = await open(viewerUrl, { origin })
  const long = await open(webSocketUrl)
  const ended = once(long.socket, 'close')
  long.socket.on('error', () => {})
  long.socket.send('x'.repeat(5 * 1024 * 1024))
  await ended
  const login = await open(webSocketUrl)
  login.socket.send('short')
  expect(await viewer.until(4)).toMatchObject([{ is: 'here' }, { is: 'gone' }, { is: 'here' }, { text: 'short' }])
})

test('bytes that are no WebSocket at all do not end the server', async () => {
  const { url, webSocketUrl } = await serve()
  const { port } = new URL(url)
  const raw = connect(Number(port), '127.0.0.1')
  await once(raw, 'connect')
  raw.write(`GET /login HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
  raw.resume()
  await once(raw, 'close')
  expect(await knock(webSocketUrl, {})).toBe(101)
})

test('a viewer that does not read is dropped before it fills the memory, and the others are served on', async () => {
  const { webSocketUrl, viewerUrl, origin } = await serve()
  const slow = await open(viewerUrl, { origin })
  const quick = await open(viewerUrl, { origin })
  const login = await open(webSocketUrl)
  slow.socket.pause()
  const dropped = once(slow.socket, 'close')
  const text = 'x'.repeat(2 * 1024 * 1024)
  for (let count = 1; count <= 40; count++) {
    login.socket.send(text)
    await quick.until(count + 1)
  }
  slow.socket.resume()
  await dropped
  expect(slow.heard.length).toBeLessThan(quick.heard.length)
}, 20_000)

test('there is room for 64 logins and for 64 viewers, and for another one when one has left', async () => {
  const { webSocketUrl, viewerUrl, origin } = await serve()
  const logins = await Promise.all(Array.from({ length: 64 }, () => open(webSocketUrl)))
  expect(await knock(webSocketUrl, {})).toBe(403)
  await Promise.all(Array.from({ length: 64 }, () => open(viewerUrl, { origin })))
  expect(await knock(viewerUrl, { origin })).toBe(403)
  logins[0]?.socket.terminate()
  await expect.poll(() => knock(webSocketUrl, {})).toBe(101)
})

test('close ends every connection and frees the port', async () => {
  const one = await serve()
  const login = await open(one.webSocketUrl)
  const viewer = await open(one.viewerUrl, { origin: one.origin })
  const ends = [once(login.socket, 'close'), once(viewer.socket, 'close')]
  await one.close()
  await Promise.all(ends)
  served.splice(0)
  const again = await serveViewer({ port: Number(new URL(one.url).port) })
  served.push(again)
  expect(again.url).toBe(one.url)
})

test('a port that is taken is said so', async () => {
  const { url } = await serve()
  await expect(serveViewer({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE')
})
