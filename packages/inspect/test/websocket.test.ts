import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { LoopbackError, webSocketTransport } from '../src/websocket.ts'
import { watchedLogin } from './support.ts'
import { startViewerServer } from './viewer-server.ts'

const script = { polls: ['pending', { fault: 'offline' }, 'granted'] } as const

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
  expect(server.received.at(-1)).toMatchObject({ type: 'snapshot', snapshot: { status: 'done' } })
  expect(server.received.length).toBeGreaterThan(40)
})

test("a viewer's hello is answered with everything so far, and its events reach the login", async () => {
  const server = await startViewerServer()
  const login = closedAtEnd(watchedLogin({ transport: webSocketTransport({ url: server.url }) }))
  login.start()
  await login.clock.advance(1_000)
  await server.until(() => server.received.length > 10)
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
  const startedAt = performance.now()
  await login.inspector.close()
  expect(performance.now() - startedAt).toBeLessThan(1_000)
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

describe('by a WebSocket of the platform', () => {
  class FakeSocket extends EventTarget {
    static readonly made: FakeSocket[] = []
    readyState = 0
    bufferedAmount = 0
    readonly sent: string[] = []
    readonly url: string

    constructor(url: string) {
      super()
      this.url = url
      FakeSocket.made.push(this)
    }

    send(text: string): void {
      this.sent.push(text)
    }

    becomes(state: 'open' | 'close'): void {
      this.readyState = state === 'open' ? 1 : 3
      this.dispatchEvent(new Event(state))
    }

    close(): void {
      this.becomes('close')
    }
  }

  function connected(url = 'http://localhost:4400/') {
    FakeSocket.made.length = 0
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const login = watchedLogin({
      transport: webSocketTransport({ url, WebSocket: FakeSocket as unknown as typeof WebSocket }),
      script,
    })
    return login
  }

  const attempts = (): number => FakeSocket.made.length
  const latest = (): FakeSocket => {
    const socket = FakeSocket.made.at(-1)
    if (!socket) throw new Error('None was made')
    return socket
  }

  afterEach(() => vi.useRealTimers())

  test("a browser's address of the server works, and one with a path and a query stays as it is", async () => {
    connected()
    await vi.advanceTimersByTimeAsync(0)
    expect(latest().url).toBe('ws://localhost:4400/login')
    connected('wss://[::1]:1/other?key=x#y')
    await vi.advanceTimersByTimeAsync(0)
    expect(latest().url).toBe('wss://[::1]:1/other?key=x')
  })

  test('a server that is not there is asked again after ever longer pauses, at most half a minute', async () => {
    connected()
    await vi.advanceTimersByTimeAsync(0)
    for (const pause of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = attempts()
      latest().becomes('close')
      await vi.advanceTimersByTimeAsync(pause - 1)
      expect(attempts()).toBe(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(attempts()).toBe(before + 1)
    }
  })

  test('one that does not answer is given up after five seconds', async () => {
    connected()
    await vi.advanceTimersByTimeAsync(4_999)
    expect(latest().readyState).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(latest().readyState).toBe(3)
    await vi.advanceTimersByTimeAsync(500)
    expect(attempts()).toBe(2)
  })

  test('one that does not read is told nothing more until it has, and then everything', async () => {
    const login = connected()
    await vi.advanceTimersByTimeAsync(0)
    latest().becomes('open')
    login.start()
    await login.clock.advance(1_000)
    const told = latest().sent.length
    expect(told).toBeGreaterThan(10)
    latest().bufferedAmount = 5_000_000
    await login.clock.advance(5_000)
    expect(latest().sent).toHaveLength(told)
    latest().bufferedAmount = 0
    await login.clock.advance(5_000)
    const sequences = latest()
      .sent.slice(told)
      .map((text) => (JSON.parse(text) as { message: { sequence: number } }).message.sequence)
    expect(sequences.slice(0, 3)).toEqual([1, 2, 3])
    expect(Math.max(...sequences)).toBeGreaterThan(told)
  })

  test('after it is closed, no server is asked any more', async () => {
    const login = connected()
    await vi.advanceTimersByTimeAsync(0)
    latest().becomes('close')
    await login.inspector.close()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(attempts()).toBe(1)
  })
})

const built = (name: string): string => JSON.stringify(fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url)))

/** Runs a process that watches a machine, and waits until it has ended by itself. The nudge comes as a line on its stdin. */
async function run(
  url: string,
  afterwards: string,
  nudge?: Promise<void>,
): Promise<{ code: number | null; output: string }> {
  const program = `
    import { createInspector } from ${built('index')}
    import { webSocketTransport } from ${built('websocket')}
    import { createActor, createMachine } from 'xstate'
    const inspector = createInspector({ transport: webSocketTransport({ url: ${JSON.stringify(url)} }) })
    const actor = createActor(createMachine({ id: 'm', on: { go: { description: 'x' } } }), { inspect: inspector.inspect }).start()
    ${afterwards}
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  })
  void nudge?.then(() => child.stdin.write('now\n'))
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

describe('a process of its own', () => {
  const connectedFor = `await new Promise((resolve) => setTimeout(resolve, 300))`

  test.each([
    ['is there', async () => (await startViewerServer()).url],
    ['is not there', async () => 'ws://127.0.0.1:9'],
  ])('ends by itself while a server %s, with nothing printed', async (_how, url) => {
    expect(await run(await url(), connectedFor)).toEqual({ code: 0, output: '' })
  })

  test('sends the rest before it ends, if it closes its inspector', async () => {
    const server = await startViewerServer()
    const ended = run(
      server.url,
      `process.stdin.once('data', async () => {
         actor.send({ type: 'go' })
         await inspector.close()
         process.exit()
       })`,
      server.connections(1),
    )
    expect(await ended).toEqual({ code: 0, output: '' })
    expect(server.received.at(-1)).toMatchObject({ event: { type: 'go' } })
  })
})
