import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { LoopbackError, webSocketTransport } from '../src/websocket.ts'
import { polls, watchedLogin } from './support.ts'
import { startViewerServer } from './viewer-server.ts'

const script = { polls }

function closedAtEnd<T extends { inspector: { close(): Promise<void> } }>(login: T): T {
  onTestFinished(() => login.inspector.close())
  return login
}

test('a server on this machine is told everything, at the path for logins', async () => {
  const server = await startViewerServer()
  const login = watchedLogin({ transport: webSocketTransport({ url: server.url }), script })
  login.start()
  await server.connections(1)
  await login.decided()
  await login.inspector.close()
  expect(server.paths).toEqual(['/login'])
  expect(server.received.map(({ sequence }) => sequence)).toEqual(server.received.map((_, index) => index + 1))
  expect(server.received.at(-1)).toMatchObject({
    type: 'snapshot',
    snapshot: { value: { authorized: 'waitingForRefresh' } },
  })
  expect(server.received.length).toBeGreaterThan(40)
})

test("a viewer's hello is answered with everything so far, and its events reach the login", async () => {
  const server = await startViewerServer()
  const login = closedAtEnd(watchedLogin({ transport: webSocketTransport({ url: server.url }) }))
  login.start()
  await login.clock.advance(1_000)
  // All of it: what comes after the hello would else be told twice.
  await server.until(() => server.received.length === 15)
  const before = server.received.splice(0)
  server.say({ type: 'hello', protocol: 1 })
  await server.until(() => server.received.length >= before.length)
  expect(server.received).toEqual(before)

  for (const nonsense of [{}, { deviceFlow: 'viewer' }, { deviceFlow: 'viewer', message: 5 }]) server.say(nonsense)
  server.say({ type: 'send', sessionId: login.actor.sessionId, event: { type: 'cancel' } })
  await server.until(() =>
    server.received.some(
      ({ type, ...message }) => type === 'event' && 'event' in message && message.event.type === 'cancel',
    ),
  )
  expect(login.state()).toBe('idle')
})

test('a server that comes late, dies and comes back is told everything anew', async () => {
  const first = await startViewerServer()
  const { port, url } = first
  await first.close()
  const login = closedAtEnd(watchedLogin({ transport: webSocketTransport({ url }), script }))
  login.start()
  await login.decided()
  const second = await startViewerServer({ port })
  await second.until(() => second.received.length > 40)
  second.cut()
  await second.connections(2)
  await second.until(() => second.received.length > 80)
  expect(second.received.filter(({ sequence }) => sequence === 1)).toHaveLength(2)
})

test('a server that never answers does not disturb the login, nor its end', async () => {
  const sockets: Socket[] = []
  const deaf = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1')
  await once(deaf, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    deaf.close()
  })
  const url = `ws://127.0.0.1:${(deaf.address() as AddressInfo).port}`
  const login = watchedLogin({ transport: webSocketTransport({ url }), script })
  login.start()
  expect(await login.decided()).toBe('authorized')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const onClosed = vi.fn<() => void>()
  void login.inspector.close().then(onClosed)
  await vi.advanceTimersByTimeAsync(499)
  expect(onClosed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(onClosed).toHaveBeenCalled()
})

test.each([
  'ws://192.168.0.5:4400',
  'ws://inspector.example',
  'wss://127.0.0.1.example:4400',
  'ws://127.0.0.1@evil.example',
  'ws://[::ffff:8.8.8.8]:1',
  'ws://0.0.0.0:4400',
])('a server on another machine is refused: %s', (url) => {
  expect(() => webSocketTransport({ url })).toThrow(LoopbackError)
  expect(() => webSocketTransport({ url })).toThrow('forward a port over SSH')
})

test('what is no address of a WebSocket is refused', () => {
  expect(() => webSocketTransport({ url: 'ftp://127.0.0.1' })).toThrow('begins with ws:')
  expect(() => webSocketTransport({ url: '127.0.0.1:4400' })).toThrow(TypeError)
})
