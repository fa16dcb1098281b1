import { expect, test } from 'vitest'
import { inspectorFrame, inspectorWindow, openInspectorWindow, viewerEnvelope } from '../src/window.ts'
import { FakePage, FakeViewer, viewerOrigin, viewerUrl } from './fake-window.ts'
import { watchedLogin } from './support.ts'

function openedPage() {
  const page = new FakePage()
  const viewer = new FakeViewer()
  page.next = viewer
  const transport = openInspectorWindow({ url: viewerUrl, page: page.asWindow() })
  const login = watchedLogin({ transport, script: { polls: ['pending', 'granted'] } })
  return { page, viewer, transport, login }
}

function numbers(viewer: FakeViewer): number[] {
  return viewer.received.map(({ sequence }) => sequence)
}

test('a viewer is opened in a window of its own, and told everything from the beginning once it says hello', async () => {
  const { page, viewer, login } = openedPage()
  expect(page.opened).toEqual([[viewerUrl, 'device-flow-inspector', 'popup,width=1100,height=800']])
  login.start()
  await login.clock.advance(1_000)
  expect(viewer.targets).toEqual([])
  page.hello(viewer)
  const early = viewer.received.length
  expect(early).toBeGreaterThan(10)
  await login.decided()
  expect(viewer.received.length).toBeGreaterThan(early)
  expect(numbers(viewer)).toEqual(numbers(viewer).map((_, index) => index + 1))
})

test("everything is posted to the viewer's origin, and to no other", async () => {
  const { page, viewer, login } = openedPage()
  page.hello(viewer)
  login.start()
  await login.decided()
  expect(new Set(viewer.targets)).toEqual(new Set([viewerOrigin]))
})

test('a viewer that opens late, or is loaded again, is told everything anew', async () => {
  const { page, viewer, login } = openedPage()
  login.start()
  await login.decided()
  page.hello(viewer)
  const all = viewer.received.splice(0)
  expect(all[0]).toMatchObject({ type: 'actor', sequence: 1 })
  page.hello(viewer)
  expect(viewer.received).toEqual(all)
})

test('another page in the window of the viewer gets nothing, and is not heard', async () => {
  const { page, viewer, login } = openedPage()
  page.hello(viewer)
  viewer.origin = 'https://evil.example'
  page.hello(viewer)
  const told = viewer.received.length
  login.start()
  await login.clock.advance(1_000)
  page.hear(viewerEnvelope({ type: 'send', sessionId: login.actor.sessionId, event: { type: 'cancel' } }), viewer)
  expect(viewer.received).toHaveLength(told)
  expect(login.state()).toBe('awaitingUser')
})

test('another window of the same origin gets nothing, and is not heard', async () => {
  const { page, login } = openedPage()
  const other = new FakeViewer()
  login.start()
  await login.clock.advance(1_000)
  page.hello(other)
  page.hear(viewerEnvelope({ type: 'hello', protocol: 1 }), null)
  page.hear(viewerEnvelope({ type: 'send', sessionId: login.actor.sessionId, event: { type: 'cancel' } }), other)
  expect(other.targets).toEqual([])
  expect(login.state()).toBe('awaitingUser')
})

test('a viewer can send an event to the login', async () => {
  const { page, viewer, login } = openedPage()
  page.hello(viewer)
  login.start()
  await login.clock.advance(1_000)
  page.hear(viewerEnvelope({ type: 'send', sessionId: login.actor.sessionId, event: { type: 'cancel' } }), viewer)
  expect(login.state()).toBe('idle')
})

test.each([
  undefined,
  null,
  'hello',
  5,
  {},
  { deviceFlow: 'viewer' },
  { deviceFlow: 'viewer', message: 'hello' },
  { deviceFlow: 'viewer', message: { type: 'x' } },
])('what is no message of a viewer is passed over: %j', async (data) => {
  const { page, viewer, login } = openedPage()
  login.start()
  await login.clock.advance(1_000)
  page.hear(data, viewer)
  expect(viewer.targets).toEqual([])
  expect(login.state()).toBe('awaitingUser')
})

test('a viewer that is closed is told nothing more, and does not disturb the login', async () => {
  const { page, viewer, login, transport } = openedPage()
  page.hello(viewer)
  login.start()
  await login.clock.advance(1_000)
  viewer.closed = true
  const told = viewer.targets.length
  expect(await login.decided()).toBe('authorized')
  expect(viewer.targets).toHaveLength(told)
  page.next = new FakeViewer()
  expect(transport.show()).toBe(true)
  page.hello(page.next)
  expect(page.next.received.length).toBeGreaterThan(told)
})

test('one that never says hello costs nothing but its window', async () => {
  const { viewer, login } = openedPage()
  login.start()
  expect(await login.decided()).toBe('authorized')
  expect(viewer.targets).toEqual([])
})

test('one that crashes when it is posted to does not disturb the login', async () => {
  const { page, viewer, login } = openedPage()
  page.hello(viewer)
  viewer.postMessage = () => {
    throw new Error('gone')
  }
  login.start()
  expect(await login.decided()).toBe('authorized')
})

test('a blocked window is no error: it can be opened from a click later', async () => {
  const page = new FakePage()
  const transport = openInspectorWindow({
    url: '/inspector.html',
    name: 'mine',
    features: 'popup',
    page: page.asWindow(),
  })
  const login = watchedLogin({ transport })
  login.start()
  await login.clock.advance(1_000)
  expect(transport.show()).toBe(false)
  const viewer = new FakeViewer()
  viewer.origin = 'https://app.example'
  page.next = viewer
  expect(transport.show()).toBe(true)
  expect(page.opened.at(-1)).toEqual(['https://app.example/inspector.html', 'mine', 'popup'])
  page.hello(viewer)
  expect(viewer.received[0]).toMatchObject({ type: 'actor' })
  expect(transport.show()).toBe(true)
  expect(page.opened).toHaveLength(3)
  expect(viewer.focused).toBe(1)
})

test('a window can be left closed until someone wants to look', () => {
  const page = new FakePage()
  inspectorWindow({ url: viewerUrl, page: page.asWindow() })
  expect(page.opened).toEqual([])
})

test('a page that is left, or loaded again, says goodbye to its viewer, and shown once more it tells everything anew', async () => {
  const { page, viewer, login } = openedPage()
  page.dispatchEvent(new Event('pagehide'))
  expect(viewer.goodbyes).toBe(0)
  page.hello(viewer)
  page.dispatchEvent(new Event('pagehide'))
  expect(viewer.goodbyes).toBe(1)
  viewer.received.splice(0)
  login.start()
  await login.decided()
  expect(viewer.received).toEqual([])
  page.hello(viewer)
  expect(viewer.received[0]).toMatchObject({ type: 'actor', sequence: 1 })
})

test('an inspector that is closed says goodbye, so that the viewer says hello to the next one', async () => {
  const { page, viewer, login } = openedPage()
  page.hello(viewer)
  await login.inspector.close()
  expect(viewer.goodbyes).toBe(1)
  page.dispatchEvent(new Event('pagehide'))
  expect(viewer.goodbyes).toBe(1)
})

test('a page that was loaded again answers the viewer that it opened before, and a viewer that names another opener not', () => {
  const page = new FakePage()
  const transport = inspectorWindow({ url: viewerUrl, page: page.asWindow() })
  watchedLogin({ transport }).start()
  const ofAnother = new FakeViewer()
  page.hello(ofAnother)
  const elsewhere = new FakeViewer()
  elsewhere.opener = page
  elsewhere.origin = 'https://evil.example'
  page.hello(elsewhere)
  const viewer = new FakeViewer()
  viewer.opener = page
  page.hello(viewer)
  expect(viewer.received[0]).toMatchObject({ type: 'actor', sequence: 1 })
  expect([ofAnother, elsewhere].flatMap(({ targets }) => targets)).toEqual([])
  expect(transport.show()).toBe(true)
  expect(page.opened).toEqual([])
  expect(viewer.focused).toBe(1)
})

test('a closed inspector no longer listens to its page', async () => {
  const { page, viewer, login } = openedPage()
  await login.inspector.close()
  page.hello(viewer)
  expect(viewer.targets).toEqual([])
})

function framed() {
  const page = new FakePage()
  const viewer = new FakeViewer()
  const frame = { src: '', contentWindow: null as Window | null }
  const transport = inspectorFrame({ url: viewerUrl, frame: frame as HTMLIFrameElement, page: page.asWindow() })
  return { page, viewer, frame, login: watchedLogin({ transport }) }
}

test('in a frame, the viewer is loaded, told, heard, and missed by nobody while the frame is out of the page', async () => {
  const { page, viewer, frame, login } = framed()
  expect(frame.src).toBe(viewerUrl)
  login.start()
  await login.clock.advance(1_000)
  page.hear(viewerEnvelope({ type: 'hello', protocol: 1 }), null)
  frame.contentWindow = viewer.asWindow()
  page.hello(viewer)
  expect(viewer.received.length).toBeGreaterThan(10)
  frame.contentWindow = null
  const told = viewer.targets.length
  await login.clock.advance(5_000)
  frame.contentWindow = viewer.asWindow()
  await login.clock.advance(5_000)
  expect(viewer.targets).toHaveLength(told)
  page.hello(viewer)
  expect(viewer.received.at(-1)?.sequence).toBeGreaterThan(told)
})

test.each(['file:///viewer.html', 'data:text/html,x', 'javascript:alert(1)'])(
  'a viewer that has no origin to post to is refused: %s',
  (url) => {
    expect(() => openInspectorWindow({ url, page: new FakePage().asWindow() })).toThrow(TypeError)
  },
)
