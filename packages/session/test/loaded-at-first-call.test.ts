import { expect, test } from 'vitest'
import { loadedAtFirstCall } from '../src/fetch/loaded-at-first-call.ts'

const API = 'https://api.example.com/orders'

/** Code that is on its way, and what was asked of it once it had come. */
function code() {
  const asked: string[] = []
  const waiting: { arrive(): void; fail(): void }[] = []
  const sent: typeof globalThis.fetch = async (input) => {
    asked.push(String(input))
    return Response.json({})
  }
  const fetch = loadedAtFirstCall(
    () =>
      new Promise((resolve, reject) => {
        waiting.push({ arrive: () => resolve(sent), fail: () => reject(new Error('ERR_INTERNET_DISCONNECTED')) })
      }),
  )
  return { fetch, asked, loads: () => waiting.length, last: () => waiting.at(-1)! }
}

test('nothing is loaded for an app that calls no API', () => {
  expect(code().loads()).toBe(0)
})

test('the first calls share one load of the code, and later ones are sent in the same turn', async () => {
  const { fetch, asked, loads, last } = code()
  const calls = [fetch(`${API}/1`), fetch(`${API}/2`)]
  last().arrive()
  await Promise.all(calls)
  expect([loads(), asked]).toEqual([1, [`${API}/1`, `${API}/2`]])
  void fetch(`${API}/3`)
  expect([loads(), asked.at(-1)]).toEqual([1, `${API}/3`])
})

test('code that cannot be loaded rejects all who wait for it as a fetch without a network does, and the next call loads it', async () => {
  const { fetch, asked, loads, last } = code()
  const calls = [fetch(API), fetch(API)]
  last().fail()
  for (const call of calls) {
    await expect(call).rejects.toThrow(
      new TypeError('A part of this app could not be loaded: if that lasts, reload the page.'),
    )
    await expect(call).rejects.toMatchObject({ name: 'TypeError', cause: { message: 'ERR_INTERNET_DISCONNECTED' } })
  }
  const next = fetch(API)
  last().arrive()
  expect((await next).status).toBe(200)
  expect([loads(), asked]).toEqual([2, [API]])
})

test('a URL that is changed while the code is loaded is sent as it was', async () => {
  const { fetch, asked, last } = code()
  const url = new URL(API)
  const call = fetch(url)
  url.host = 'elsewhere.example'
  last().arrive()
  await call
  expect(asked).toEqual([API])
})

test('a caller who aborts waits for the code no longer; it is loaded for the others (T5)', async () => {
  const { fetch, asked, last } = code()
  const controller = new AbortController()
  const calls = [fetch(API, { signal: controller.signal }), fetch(API)]
  controller.abort()
  await expect(calls[0]).rejects.toMatchObject({ name: 'AbortError' })
  last().arrive()
  expect((await calls[1])?.status).toBe(200)
  expect(asked).toEqual([API])
})
