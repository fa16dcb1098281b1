import { expect, test, vi } from 'vitest'
import { title } from './kiosk.ts'

const TRIES_AGAIN_MS = 30_000

test('a counter that is out of order for an hour tries again and again, and listens to no more than at its start', async () => {
  vi.useFakeTimers()
  const config = { issuer: 'not an address', clientId: 'kiosk', apiUrl: 'https://api.example' }
  const answer = vi.fn<typeof fetch>(async () => Response.json(config))
  vi.stubGlobal('fetch', answer)
  document.body.innerHTML = '<div id="app"></div>'
  await import('../src/main.ts')
  await vi.advanceTimersByTimeAsync(0)
  expect(title()).toBe('This counter is taking a break')
  const listened = vi.spyOn(window, 'addEventListener')
  await vi.advanceTimersByTimeAsync(120 * TRIES_AGAIN_MS)
  expect(answer).toHaveBeenCalledTimes(121)
  expect(listened).not.toHaveBeenCalled()
})
