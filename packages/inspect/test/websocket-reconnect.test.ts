import { afterEach, describe, expect, test, vi } from 'vitest'
import { webSocketTransport } from '../src/websocket.ts'
import { polls, watchedLogin } from './support.ts'

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
      script: { polls },
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
