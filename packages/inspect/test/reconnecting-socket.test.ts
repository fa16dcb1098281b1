import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { reconnectingSocket, type OpenSocket } from '../src/websocket.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A WebSocket that the test opens and closes. */
class FakeSocket extends EventTarget {
  readyState = 0

  becomes(state: 'open' | 'close'): void {
    this.readyState = state === 'open' ? 1 : 3
    this.dispatchEvent(new Event(state))
  }

  close(): void {
    this.becomes('close')
  }
}

function connections() {
  const made: FakeSocket[] = []
  const connect = (): OpenSocket => {
    const socket = new FakeSocket()
    made.push(socket)
    return { socket: socket as unknown as WebSocket, end: () => socket.close() }
  }
  return { made, connect, latest: () => made.at(-1) as FakeSocket }
}

test('a socket that is there at once can be used as soon as it is open', () => {
  const { connect, latest } = connections()
  const onOpen = vi.fn<(socket: WebSocket) => void>()
  const connection = reconnectingSocket({ connect, minPauseMs: 2_000, onOpen })
  expect(connection.current).toBeUndefined()
  latest().becomes('open')
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(connection.current)
})

test('without another limit, every pause is the same, and no connection is given up while it opens', async () => {
  const { connect, latest, made } = connections()
  const onClose = vi.fn<() => void>()
  reconnectingSocket({ connect, minPauseMs: 2_000, onOpen() {}, onClose })
  for (const count of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(60_000)
    expect(made).toHaveLength(count)
    latest().becomes('close')
    expect(onClose).toHaveBeenCalledTimes(count)
    await vi.advanceTimersByTimeAsync(2_000)
  }
})

test('one that was ended calls nothing back, and connects no more', async () => {
  const { connect, latest, made } = connections()
  const called: string[] = []
  const connection = reconnectingSocket({
    connect,
    minPauseMs: 2_000,
    onOpen: () => void called.push('open'),
    onMessage: () => void called.push('message'),
    onClose: () => void called.push('close'),
  })
  connection.end()
  expect(latest().readyState).toBe(3)
  latest().becomes('open')
  latest().dispatchEvent(new MessageEvent('message', { data: 'late' }))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(called).toEqual([])
  expect(made).toHaveLength(1)
})

test('where no WebSocket can be had, none is tried again, and nothing is left to wait for', async () => {
  const connect = vi.fn<() => Promise<OpenSocket>>(() => Promise.reject(new Error('no WebSocket here')))
  const connection = reconnectingSocket({ connect, minPauseMs: 1, onOpen() {} })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(connect).toHaveBeenCalledOnce()
  await connection.finish(60_000)
})
