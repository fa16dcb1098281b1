import { describe, expect, test } from 'vitest'
import { delayed, hang, pending } from '../src/index.ts'
import { poll, post } from './requests.ts'
import { transports } from './transports.ts'

describe.each(transports)('the requests to a server $name', ({ start }) => {
  test('A5: a request is recorded as it came, repeated members and method included', async () => {
    const server = await start()
    await post(server, `${server.endpoints.tokenEndpoint}?a=1`, 'resource=https%3A%2F%2Fone&resource=two', {
      method: 'PUT',
      headers: { accept: 'application/json' },
    })
    const [request] = server.requests('token')
    expect(request).toMatchObject({ method: 'PUT', path: '/token', endpoint: 'token', aborted: false })
    expect(request?.query.get('a')).toBe('1')
    expect(request?.form.getAll('resource')).toEqual(['https://one', 'two'])
    expect(request?.body).toBe('resource=https%3A%2F%2Fone&resource=two')
    expect(request?.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    })
  })

  test('requests are kept in order, by endpoint and all together', async () => {
    const server = await start()
    await poll(server)
    await server.fetch(`${server.origin}/orders`)
    await poll(server)
    expect(server.requests().map(({ endpoint }) => endpoint)).toEqual(['token', '/orders', 'token'])
    expect(server.requests('token')).toHaveLength(2)
  })

  test('B1: the time between the last response and the next request can be read off', async () => {
    const server = await start({ script: { token: [delayed(30, pending())] } })
    const wallBefore = Date.now()
    await poll(server)
    const replied = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 40))
    await poll(server)
    const [first, second] = server.requests('token')
    expect(first?.receivedAt.wall).toBeGreaterThanOrEqual(wallBefore)
    expect((first?.respondedAt?.monotonic ?? 0) - (first?.receivedAt.monotonic ?? 0)).toBeGreaterThanOrEqual(28)
    expect(first?.respondedAt?.monotonic).toBeLessThanOrEqual(replied)
    const [gap] = server.gaps('token')
    expect(gap).toBe((second?.receivedAt.monotonic ?? 0) - (first?.respondedAt?.monotonic ?? 0))
    expect(gap).toBeGreaterThanOrEqual(38)
  })

  test('B10: two polls in flight at once are seen', async () => {
    const server = await start()
    await poll(server)
    await poll(server)
    expect(server.maxInFlight('token')).toBe(1)
    // Held until both are there.
    server.always('token', () => server.waitForRequest('token', 4).then(() => pending()))
    await Promise.all([poll(server), poll(server)])
    expect(server.maxInFlight('token')).toBe(2)
    expect(server.maxInFlight('revocation')).toBe(0)
  })

  test('E1: a request that the client gives up is seen as aborted, and not as replied to', async () => {
    const server = await start({ script: { token: [hang()] } })
    const controller = new AbortController()
    const response = post(server, server.endpoints.tokenEndpoint, {}, { signal: controller.signal })
    const request = await server.waitForRequest('token')
    expect([request.aborted, request.endedAt]).toEqual([false, undefined])
    controller.abort()
    await expect(response).rejects.toThrow('aborted')
    await expect.poll(() => request.aborted).toBe(true)
    expect(request.endedAt).toBeDefined()
    expect(request.respondedAt).toBeUndefined()
  })

  test('an answer that was still to come when the client gave up is not taken for a reply', async () => {
    const server = await start({ script: { token: [delayed(60, pending())] } })
    const controller = new AbortController()
    const response = post(server, server.endpoints.tokenEndpoint, {}, { signal: controller.signal })
    await server.waitForRequest('token')
    controller.abort()
    await expect(response).rejects.toThrow('aborted')
    await new Promise((resolve) => setTimeout(resolve, 90))
    expect(server.requests('token')[0]).toMatchObject({ aborted: true })
    expect(server.requests('token')[0]?.respondedAt).toBeUndefined()
  })

  test('a test can wait for the n-th request, past or to come', async () => {
    const server = await start()
    const second = server.waitForRequest('token', 2)
    await poll(server, { n: '1' })
    await poll(server, { n: '2' })
    expect((await second).form.get('n')).toBe('2')
    expect((await server.waitForRequest('token')).form.get('n')).toBe('1')
  })

  test('a wait for a request that never comes ends with the server', async () => {
    const server = await start()
    const never = server.waitForRequest('token', 2)
    await poll(server)
    await Promise.all([expect(never).rejects.toThrow('after 1 of 2 requests to token'), server.close()])
  })
})
