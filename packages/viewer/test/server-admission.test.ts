// @vitest-environment node
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { buildFirst } from '../../../scripts/build-first.mjs'
import { get, knock, open, serve } from './support/viewer-server.ts'

beforeAll(() => buildFirst('@device-flow/viewer'), 120_000)

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

test('there is room for 64 logins and for 64 viewers, and for another one when one has left', async () => {
  const { webSocketUrl, viewerUrl, origin } = await serve()
  const logins = await Promise.all(Array.from({ length: 64 }, () => open(webSocketUrl)))
  expect(await knock(webSocketUrl, {})).toBe(403)
  await Promise.all(Array.from({ length: 64 }, () => open(viewerUrl, { origin })))
  expect(await knock(viewerUrl, { origin })).toBe(403)
  logins[0]?.socket.terminate()
  await expect.poll(() => knock(webSocketUrl, {})).toBe(101)
})
