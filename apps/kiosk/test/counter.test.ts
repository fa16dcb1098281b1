import { screen } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import { ADA, page, renderCounter, signIn, stubApi, tap, title, WELCOME } from './kiosk.ts'

const ignoresTouches = (): boolean => getComputedStyle(screen.getByRole('button')).pointerEvents === 'none'

test('shows the welcome and asks nothing of the server before a touch', async () => {
  const services = renderCounter({})
  await services.clock.advance(600_000)
  expect(title()).toBe(WELCOME)
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(0)
  expect(services.clock.pendingTimers).toBe(0)
})

test('greets the person by name, shows the orders, and on finishing revokes and forgets everything', async () => {
  const api = stubApi()
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  expect(title()).toBe('Hello Ada Lovelace!')
  expect(page()).toContain('1 × Teapot')
  expect(api).toHaveBeenCalledOnce()
  await tap('Finish and sign out')
  expect(title()).toBe('Enjoy, and goodbye!')
  expect(page()).not.toMatch(/Lovelace|Teapot|access-token/)
  await services.clock.advance(0)
  expect(services.revoked).toHaveLength(1)
  await services.clock.advance(8000)
  expect(title()).toBe(WELCOME)
  expect(services.clock.pendingTimers).toBe(0)
})

test('a screen that has just come ignores touches for half a second, which are meant for the one before', async () => {
  vi.useFakeTimers()
  const services = renderCounter({})
  await vi.advanceTimersByTimeAsync(500)
  expect(ignoresTouches()).toBe(false)
  await tap('Touch to begin')
  await services.clock.advance(0)
  expect(title()).toBe('Now take your phone')
  expect(ignoresTouches()).toBe(true)
  await vi.advanceTimersByTimeAsync(499)
  expect(ignoresTouches()).toBe(true)
  await vi.advanceTimersByTimeAsync(1)
  expect(ignoresTouches()).toBe(false)
})

test('screen readers hear each screen once, and the code letter by letter', async () => {
  const services = renderCounter({ polls: ['pending', 'pending', 'denied'] })
  await tap('Touch to begin')
  const live = document.querySelector('.unseen[aria-live=polite]')!
  await services.clock.advance(0)
  const spoken: (string | null)[] = [live.textContent]
  new MutationObserver(() => spoken.push(live.textContent)).observe(live, {
    characterData: true,
    childList: true,
    subtree: true,
  })
  await services.clock.advance(15_000)
  expect(spoken).toEqual([
    'On your phone, go to id.example.com/activate and type the code: W D J B, M J H T.',
    'Your phone said no. You are not signed in, and nothing was shared with this counter. If that was a slip, try again. If it was not you, just walk away.',
  ])
})

test('the countdown ticks alone: the screen around it is not touched', async () => {
  const services = renderCounter({})
  await tap('Touch to begin')
  await services.clock.advance(0)
  const changed = new Set<string>()
  new MutationObserver((records) => {
    for (const { target } of records) changed.add(target.parentElement?.className || target.nodeName)
  }).observe(document.body, { characterData: true, childList: true, subtree: true, attributes: true })
  await services.clock.advance(20_000)
  expect([...changed]).toEqual(['time'])
})
