import { screen } from '@testing-library/vue'
import { expect, test } from 'vitest'
import { ADA, page, renderCounter, signIn, stubApi, tap, title, WELCOME } from './kiosk.ts'

const timeLeft = (): string | undefined => document.querySelector('.time')?.textContent.trim()

test('a person who is signed in and walks away is asked, then signed out and forgotten', async () => {
  stubApi()
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  await services.clock.advance(40_000)
  const question = screen.getByRole('alertdialog', { name: 'Are you still there?' })
  expect(question.textContent).toContain('20')
  expect(question.classList).toContain('opaque')
  await services.clock.advance(20_000)
  expect(title()).toBe('Signed out')
  expect(page()).not.toMatch(/Lovelace|Teapot/)
  expect(services.revoked).toHaveLength(1)
})

test.each(['pointerdown', 'keydown'])('any %s answers the question', async (event) => {
  stubApi()
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  await services.clock.advance(55_000)
  document.body.dispatchEvent(new Event(event, { bubbles: true }))
  await services.clock.advance(59_000)
  expect(title()).toBe('Hello Ada Lovelace!')
  expect(services.revoked).toHaveLength(0)
})

test('while the question stands, nothing behind it can be reached', async () => {
  stubApi()
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  await services.clock.advance(55_000)
  expect(screen.getByRole('main').closest('[inert]')).not.toBeNull()
  expect(screen.getByRole('alertdialog')).toBe(document.activeElement)
})

test('beside a code it is five times as patient, for whoever holds a phone; then the code is cancelled', async () => {
  const services = renderCounter({})
  await tap('Touch to begin')
  await services.clock.advance(299_000)
  expect(title()).toBe('Now take your phone')
  await services.clock.advance(1000)
  expect(title()).toBe(WELCOME)
  await services.clock.advance(60_000)
  expect(services.clock.pendingTimers).toBe(0)
})

test('the time left is what the person really has: until the screen resets itself, or the code dies', async () => {
  const services = renderCounter({ authorizations: [{ ok: { expiresInMs: 420_000 } }] })
  await tap('Touch to begin')
  await services.clock.advance(0)
  expect(timeLeft()).toBe('Time left: 5:00')
  await services.clock.advance(200_000)
  expect(timeLeft()).toBe('Time left: 1:40')
  window.dispatchEvent(new Event('pointerdown'))
  await services.clock.advance(0)
  expect(timeLeft()).toBe('Time left: 3:40')
})

test('whoever is asked beside a code still sees it, also where the screen scrolls', async () => {
  const brought: Element[] = []
  // jsdom lays nothing out, and has no such method.
  Element.prototype.scrollIntoView = function scrollIntoView(): void {
    brought.push(this)
  }
  const services = renderCounter({})
  await tap('Touch to begin')
  await services.clock.advance(240_000)
  const question = screen.getByRole('alertdialog', { name: 'Are you still there?' })
  expect(question.textContent).toContain('60')
  expect(question.classList).not.toContain('opaque')
  expect(brought.map(({ className }) => className)).toEqual([expect.stringContaining('code')])
})

test('an error that is left alone makes room for the next person', async () => {
  const services = renderCounter({ polls: ['denied'] })
  await signIn(services)
  expect(title()).toBe('Your phone said no')
  await services.clock.advance(60_000)
  expect(title()).toBe(WELCOME)
})
