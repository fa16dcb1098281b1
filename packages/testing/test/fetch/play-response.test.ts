import { expect, test } from 'vitest'
import { hang, html, playResponse, redirect, reset, retryAfter } from '../../src/fetch.ts'
import { createVirtualClock } from '../../src/virtual.ts'

const TOKEN = 'https://id.example/token'

test('a call gets the page of a proxy, as if it came from where it was sent', async () => {
  const response = await playResponse(html(502), TOKEN, { method: 'POST', body: 'a=1' })
  expect([response.status, response.url, response.type]).toEqual([502, TOKEN, 'cors'])
  expect(response.headers.get('content-type')).toContain('text/html')
  expect(await response.text()).toContain('Something went wrong')
})

test('its date is told by the clock', async () => {
  const clock = createVirtualClock()
  const response = await playResponse(retryAfter(30), TOKEN, {}, { clock })
  expect([response.headers.get('date'), response.headers.get('retry-after')]).toEqual([
    'Thu, 01 Jan 2026 00:00:00 GMT',
    '30',
  ])
})

test('a reset says no more than a browser does, and what hangs ends by its signal', async () => {
  await expect(playResponse(reset(), TOKEN)).rejects.toThrow(new TypeError('Failed to fetch'))
  const controller = new AbortController()
  const hanging = playResponse(hang(), TOKEN, { signal: controller.signal })
  const reason = new Error('too long')
  controller.abort(reason)
  await expect(hanging).rejects.toBe(reason)
  await expect(playResponse(html(200), TOKEN, { signal: controller.signal })).rejects.toBe(reason)
})

test('a body breaks off where it is told to', async () => {
  const response = await playResponse({ body: { error: 'authorization_pending' }, truncate: 10 }, TOKEN)
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow(TypeError)
})

test('a redirect is opaque, fails, or is followed, as the call wants it', async () => {
  const away = redirect('https://portal.example/login')
  expect(await playResponse(away, TOKEN, { redirect: 'manual' })).toMatchObject({ type: 'opaqueredirect', status: 0 })
  await expect(playResponse(away, TOKEN, { redirect: 'error' })).rejects.toThrow('Failed to fetch')
  await expect(playResponse(away, TOKEN)).rejects.toThrow('Failed to fetch')
  const followed: string[] = []
  const elsewhere: typeof globalThis.fetch = (input, init) => {
    followed.push(`${init?.method} ${String(input)}`)
    return Promise.resolve(new Response('Agree to our terms'))
  }
  const page = await playResponse(away, TOKEN, { method: 'POST', body: 'a=1' }, { elsewhere })
  expect([await page.text(), followed]).toEqual(['Agree to our terms', ['GET https://portal.example/login']])
})
