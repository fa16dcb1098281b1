import { GOODBYE } from '@device-flow/inspect/window'
import { afterEach, expect, test, vi } from 'vitest'
import { linkToWindow } from '../src/page/connection/window-link.ts'
import type { LinkStatus } from '../src/page/connection/link.ts'
import type { Arrival } from '../src/page/model/receive.ts'
import { recordLogin } from './support/recorded-login.ts'

const [message] = recordLogin().messages()
const data = { deviceFlow: 'inspection', message }

/** A viewer that another window has opened, with what it said to that window and heard from anywhere. */
function openedBy(peer: { postMessage: (data: unknown, origin: string) => void } | undefined): {
  link: ReturnType<typeof linkToWindow>
  arrivals: Arrival[]
  statuses: LinkStatus[]
  hear(event: MessageEventInit): void
} {
  const self = new EventTarget() as EventTarget & { opener: unknown; parent: unknown }
  self.opener = peer ?? null
  self.parent = self
  const arrivals: Arrival[] = []
  const statuses: LinkStatus[] = []
  const link = linkToWindow(
    { onArrival: (arrival) => arrivals.push(arrival), onStatus: (status) => statuses.push(status) },
    self as unknown as Window,
  )
  const hear = (event: MessageEventInit): void => {
    // jsdom allows no made-up window as a source.
    self.dispatchEvent(Object.assign(new Event('message'), event))
  }
  return { link, arrivals, statuses, hear }
}

function window(): { postMessage: (data: unknown, origin: string) => void; said: unknown[][]; closed: boolean } {
  const said: unknown[][] = []
  return { said, closed: false, postMessage: (...args) => void said.push(args) }
}

afterEach(() => vi.useRealTimers())

test('a page that nobody opened or holds has no window to speak to', () => {
  expect(openedBy(undefined).statuses).toEqual(['absent'])
})

test('the hello goes to any origin, and again every second until the window answers', () => {
  vi.useFakeTimers()
  const peer = window()
  const { hear, arrivals, statuses } = openedBy(peer)
  vi.advanceTimersByTime(2500)
  const hello = [{ deviceFlow: 'viewer', message: { type: 'hello', protocol: 1 } }, '*']
  expect(peer.said).toEqual([hello, hello, hello])
  hear({ data, source: peer as never, origin: 'http://127.0.0.1:1' })
  vi.advanceTimersByTime(5000)
  expect(peer.said).toHaveLength(3)
  expect(statuses).toEqual(['connecting', 'open'])
  expect(arrivals).toEqual([
    { type: 'joined', source: 'window' },
    { type: 'message', source: 'window', message },
  ])
})

test('only that window is heard, only as long as its origin stays, and only what is meant for a viewer', () => {
  const peer = window()
  const { hear, arrivals } = openedBy(peer)
  hear({ data, source: window() as never, origin: 'http://127.0.0.1:1' })
  hear({ data: 'webpack', source: peer as never, origin: 'http://127.0.0.1:1' })
  hear({ data: null, source: peer as never, origin: 'http://127.0.0.1:1' })
  expect(arrivals).toEqual([])
  hear({ data, source: peer as never, origin: 'http://127.0.0.1:1' })
  hear({ data, source: peer as never, origin: 'https://evil.example' })
  expect(arrivals).toHaveLength(2)
})

test('events go back to the origin that the window had, and nowhere before that is known', () => {
  const peer = window()
  const { link, hear } = openedBy(peer)
  const send = { type: 'send', sessionId: 'x:0', event: { type: 'cancel' } } as const
  link.send('window', send)
  hear({ data, source: peer as never, origin: 'http://127.0.0.1:1' })
  link.send('window', send)
  link.send('a process', send)
  expect(peer.said.slice(1)).toEqual([[{ deviceFlow: 'viewer', message: send }, 'http://127.0.0.1:1']])
  link.close()
})

test('what JSON can not hold, like an object within itself, is nonsense', () => {
  const peer = window()
  const { hear, arrivals } = openedBy(peer)
  const circle: Record<string, unknown> = { ...message }
  circle.self = circle
  hear({ data: { deviceFlow: 'inspection', message: circle }, source: peer as never, origin: 'http://127.0.0.1:1' })
  expect(arrivals.slice(1)).toEqual([{ type: 'invalid' }])
})

test('a window that was closed takes its logins with it', () => {
  vi.useFakeTimers()
  const peer = window()
  const { hear, arrivals, statuses } = openedBy(peer)
  hear({ data, source: peer as never, origin: 'http://127.0.0.1:1' })
  peer.closed = true
  vi.advanceTimersByTime(5000)
  expect(arrivals.slice(2)).toEqual([{ type: 'left', source: 'window' }])
  expect(statuses).toEqual(['connecting', 'open', 'lost'])
})

test('a page that says goodbye takes its logins with it, and is greeted until the page that comes after it answers', () => {
  vi.useFakeTimers()
  const peer = window()
  const { link, hear, arrivals, statuses } = openedBy(peer)
  const page = { source: peer as never, origin: 'http://127.0.0.1:1' }
  hear({ data, ...page })
  // As Chromium delivers it: the page is no source any more.
  hear({ data: GOODBYE, ...page, source: null })
  expect(arrivals.slice(2)).toEqual([{ type: 'left', source: 'window' }])
  link.send('window', { type: 'send', sessionId: 'x:0', event: { type: 'cancel' } })
  expect(peer.said).toHaveLength(1)
  vi.advanceTimersByTime(2000)
  expect(peer.said).toHaveLength(3)
  hear({ data, ...page, origin: 'https://evil.example' })
  expect(statuses.at(-1)).toBe('lost')
  hear({ data, ...page })
  expect(arrivals.slice(3)).toMatchObject([{ type: 'joined' }, { type: 'message' }])
  expect(statuses).toEqual(['connecting', 'open', 'lost', 'open'])
  vi.advanceTimersByTime(5000)
  expect(peer.said).toHaveLength(3)
})

test("the goodbye of another window or site is nobody's", () => {
  const peer = window()
  const { hear, statuses } = openedBy(peer)
  hear({ data: GOODBYE, source: peer as never, origin: 'http://127.0.0.1:1' })
  hear({ data, source: peer as never, origin: 'http://127.0.0.1:1' })
  hear({ data: GOODBYE, source: window() as never, origin: 'http://127.0.0.1:1' })
  hear({ data: GOODBYE, source: peer as never, origin: 'https://evil.example' })
  expect(statuses).toEqual(['connecting', 'open'])
})
