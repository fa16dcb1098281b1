import { expect, test, vi } from 'vitest'
import { createKeepaliveFetch } from '../src/keepalive-fetch.ts'

test('only what is sent while the page goes away may outlive it', async () => {
  const sent = vi.spyOn(window, 'fetch').mockImplementation(async () => new Response())
  const isKept = (): unknown => sent.mock.lastCall?.[1]?.keepalive
  const send = createKeepaliveFetch()
  await send('https://id.example.com/token', { method: 'POST' })
  expect(isKept()).toBe(false)
  window.dispatchEvent(new Event('pagehide'))
  await send('https://id.example.com/revoke', { method: 'POST' })
  expect(isKept()).toBe(true)
  window.dispatchEvent(new Event('pageshow'))
  await send('https://id.example.com/token', { method: 'POST' })
  expect(isKept()).toBe(false)
})
