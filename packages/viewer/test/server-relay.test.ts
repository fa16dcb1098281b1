// @vitest-environment node
import { once } from 'node:events'
import { beforeAll, expect, test } from 'vitest'
import { buildFirst } from '../../../scripts/build-first.mjs'
import { open, serve } from './support/viewer-server.ts'

beforeAll(() => buildFirst('@device-flow/viewer'), 120_000)

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
  expect(login.received).toEqual([])
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
  expect(slow.received.length).toBeLessThan(quick.received.length)
}, 20_000)
