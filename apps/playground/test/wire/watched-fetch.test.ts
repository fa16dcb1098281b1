import { expect, test } from 'vitest'
import { createLab, type Lab } from '../../src/lab/lab.ts'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'
import { watchedFetch } from '../../src/wire/watched-fetch.ts'
import type { Exchange } from '../../src/wire/exchange.ts'

/** A lab whose server answers so. */
function labAt(answer: typeof globalThis.fetch): Lab {
  const lab = createLab(DEFAULT_SETTINGS, {})
  lab.clock.pause()
  return { ...lab, server: { ...lab.server, fetch: answer } }
}

async function exchangeOnce(lab: Lab, isSo: (exchange: Exchange) => boolean): Promise<Exchange> {
  const first = (): Exchange | undefined => lab.wire.list()[0]
  await new Promise<void>((resolve) => {
    const look = (): void => {
      const exchange = first()
      if (exchange && isSo(exchange)) resolve()
    }
    lab.wire.subscribe(look)
    look()
  })
  return first() as Exchange
}

test('a body that hangs is still coming, while its head is there', async () => {
  const lab = labAt(() => Promise.resolve(new Response(new ReadableStream(), { status: 200 })))
  await watchedFetch(lab, 'device')('https://id.example/token')
  const { response } = await exchangeOnce(lab, ({ endedAt }) => endedAt !== undefined)
  expect(response).toMatchObject({ status: 200, body: undefined })
  expect(response?.bodyFailure).toBeUndefined()
})

test('a body that breaks off is shown as broken off, and the device is told as well', async () => {
  const broken = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"a"'))
      controller.error(new Error('cut'))
    },
  })
  const lab = labAt(() => Promise.resolve(new Response(broken)))
  const response = await watchedFetch(lab, 'device')('https://id.example/token')
  await expect(response.text()).rejects.toThrow('cut')
  const exchange = await exchangeOnce(lab, (one) => one.response?.bodyFailure !== undefined)
  expect(exchange.response?.bodyFailure).toBe('cut')
})

test('of a body of a megabyte the beginning is kept, and how long it was', async () => {
  const lab = labAt(() => Promise.resolve(new Response('x'.repeat(1_000_000))))
  const response = await watchedFetch(lab, 'device')('https://id.example/token')
  expect(await response.text()).toHaveLength(1_000_000)
  const { response: kept } = await exchangeOnce(lab, (one) => one.response?.body !== undefined)
  expect(kept?.body).toHaveLength(100_000)
  expect(kept?.bodyLength).toBe(1_000_000)
})

test('where a response came from after redirects is noted, and the device gets the response itself', async () => {
  const real = new Response('{}')
  Object.defineProperties(real, { redirected: { value: true }, url: { value: 'https://id.example/moved' } })
  const lab = labAt(() => Promise.resolve(real))
  expect(await watchedFetch(lab, 'device')('https://id.example/token')).toBe(real)
  const { response } = await exchangeOnce(lab, (one) => one.response?.body !== undefined)
  expect(response?.redirectedTo).toBe('https://id.example/moved')
})

test('a request is carried as the device wants it: without redirects, past the cache, beyond the page', async () => {
  let carried: RequestInit | undefined
  const lab = labAt((_url, init) => {
    carried = init
    return Promise.resolve(new Response('{}'))
  })
  const manners = { redirect: 'manual', cache: 'no-cache', keepalive: true, credentials: 'omit' } as const
  await watchedFetch(lab, 'device')('https://id.example/token', manners)
  expect(carried).toMatchObject(manners)
})

test('a verdict waits for the body that it is about, which the log may read later than the device', async () => {
  const { wire } = createLab(DEFAULT_SETTINGS, {})
  const request = { method: 'POST', url: 'https://id.example/token', headers: [], body: '' }
  const number = wire.add({ device: 'device', kind: 'poll', request, sentAt: 0 })
  wire.complete(number, { response: { status: 200, headers: [], body: undefined } })
  const read: (string | undefined)[] = []
  wire.onceRead(number, ({ response }) => read.push(response?.body))
  expect(read).toEqual([])
  wire.complete(number, { response: { status: 200, headers: [], body: '{"id_token":"a"}' } })
  wire.complete(number, { endedAt: 1 })
  expect(read).toEqual(['{"id_token":"a"}'])
})
