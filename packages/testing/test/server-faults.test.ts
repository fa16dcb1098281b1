import { describe, expect, test } from 'vitest'
import {
  delayed,
  empty,
  granted,
  hang,
  html,
  huge,
  pending,
  redirect,
  reset,
  retryAfter,
  truncated,
} from '../src/index.ts'
import { withServer } from '../src/vitest.ts'
import { poll, post } from './requests.ts'
import { transports } from './transports.ts'

describe.each(transports)('a server $name', ({ start, failed, brokenOff }) => {
  test('D1: a reset connection brings no byte, and the next request is answered', async () => {
    const server = await start({ script: { token: [reset()] } })
    await expect(poll(server)).rejects.toMatchObject({ name: 'TypeError', message: failed })
    expect((await poll(server)).status).toBe(400)
    expect(server.requests('token')[0]).toMatchObject({ aborted: false })
    expect(server.requests('token')[0]?.respondedAt).toBeUndefined()
  })

  test('D1: an answer is cut off in the middle of its body', async () => {
    const server = await start({ script: { token: [truncated(10, pending())] } })
    const response = await poll(server)
    expect(response.headers.get('content-length')).toBe('33')
    const reader = response.body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('{"error":"')
    await expect(reader?.read()).rejects.toMatchObject({ name: 'TypeError', message: brokenOff })
    expect(server.requests('token')[0]).toMatchObject({ aborted: false })
  })

  test('D4: headers that never come, and a body that stalls, hold a client until it gives up', async () => {
    const server = await start({ script: { token: [hang(), hang('body')] } })
    const [first, second] = [new AbortController(), new AbortController()]
    const held = post(server, server.endpoints.tokenEndpoint, {}, { signal: first.signal })
    await server.waitForRequest('token')
    first.abort()
    await expect(held).rejects.toThrow('aborted')
    const stalled = await post(server, server.endpoints.tokenEndpoint, {}, { signal: second.signal })
    expect(stalled.status).toBe(200)
    const text = stalled.text()
    second.abort()
    await expect(text).rejects.toThrow('aborted')
    await expect.poll(() => server.requests('token').map(({ aborted }) => aborted)).toEqual([true, true])
    expect(server.requests('token').map(({ respondedAt }) => respondedAt)).toEqual([undefined, undefined])
  })

  test('closing the server releases all that hangs or is delayed, at once', async () => {
    const server = await start({ script: { token: [hang(), hang('body'), delayed(60_000, granted())] } })
    const requests = [1, 2, 3].map(() => poll(server).then((response) => response.text()))
    await server.waitForRequest('token', 3)
    const startedAt = performance.now()
    await Promise.all([
      ...requests.map((request) => expect(request).rejects.toThrow(new RegExp(`${brokenOff}|${failed}`))),
      server.close(),
    ])
    expect(performance.now() - startedAt).toBeLessThan(1000)
    expect(server.requests('token').map(({ aborted }) => aborted)).toEqual([false, false, false])
    await expect(poll(server)).rejects.toThrow(failed)
  })

  test('D1: an answer comes late', async () => {
    const server = await start({ script: { token: [delayed(50, granted())] } })
    const startedAt = performance.now()
    expect((await poll(server)).status).toBe(200)
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(48)
  })

  test('D1, B8: proxies and throttles answer with HTML, nothing at all, or Retry-After', async () => {
    const server = await start()
    server.script('token', html(502), empty(503), retryAfter(7), retryAfter('Wed, 21 Oct 2026 07:28:00 GMT', pending()))
    const page = await poll(server)
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8'])
    expect(await page.text()).toContain('<h1>')
    const nothing = await poll(server)
    expect([nothing.status, await nothing.text()]).toEqual([503, ''])
    const throttled = await poll(server)
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([503, '7'])
    const dated = await poll(server)
    expect([dated.status, dated.headers.get('retry-after')]).toEqual([400, 'Wed, 21 Oct 2026 07:28:00 GMT'])
    expect(await dated.json()).toEqual({ error: 'authorization_pending' })
  })

  test('a huge body is JSON to its end and exactly as long as asked for', async () => {
    const server = await start({ script: { token: [huge(200_000)] } })
    const text = await (await poll(server)).text()
    expect(text).toHaveLength(200_000)
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['filler'])
  })

  test('a body larger than memory is made while it is sent, and ends when the client has seen enough', async () => {
    const server = await start({ script: { token: [huge(1e12)] } })
    const response = await poll(server)
    const reader = response.body?.getReader()
    let bytes = 0
    while (bytes < 1_000_000) bytes += (await reader?.read())?.value?.length ?? 0
    await reader?.cancel()
    await expect.poll(() => server.requests('token')[0]?.aborted).toBe(true)
  })

  test('a server that goes offline refuses connections, and is back on the same port', async () => {
    const server = await start()
    server.always('/hang', hang())
    const hung = post(server, `${server.origin}/hang`).catch((error: Error) => error)
    await server.waitForRequest('/hang')
    await server.goOffline()
    expect(await hung).toMatchObject({ message: failed })
    await expect(poll(server)).rejects.toThrow(failed)
    await server.goOnline()
    expect((await poll(server)).status).toBe(400)
  })
})

test('H5: a redirect leads a client of HTTP to another origin, where it can be seen whether it went', async () => {
  const [other, server] = [await withServer(), { ...(await withServer()), fetch }]
  server.always('token', redirect(`${other.origin}/trap`, 307))
  const answer = await post(server, server.endpoints.tokenEndpoint, { device_code: 'x' }, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([307, `${other.origin}/trap`])
  await poll(server)
  expect(other.requests('/trap')[0]?.form.get('device_code')).toBe('x')
})
