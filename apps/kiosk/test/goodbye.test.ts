import { expect, test } from 'vitest'
import { ADA, page, renderCounter, signIn, stubApi, tap, title, WELCOME } from './kiosk.ts'

test('a yes that comes while the code is being cancelled signs nobody in, and is revoked', async () => {
  const services = renderCounter({ polls: [{ after: 1000, do: ADA }] })
  await tap('Touch to begin')
  await services.clock.advance(5500)
  await tap('Cancel')
  await services.clock.advance(5000)
  expect(title()).toBe(WELCOME)
  expect(services.revoked).toHaveLength(1)
})

test('a session that is lost while the network is away does not come back by itself in front of the next person', async () => {
  stubApi()
  const gone = { fault: 'offline' } as const
  const services = renderCounter({
    polls: [{ granted: { ...ADA.granted, expiresInMs: 20_000 } }],
    refreshes: Array.from({ length: 9 }, () => gone),
  })
  await signIn(services)
  await services.clock.runUntil(() => title() !== 'Hello Ada Lovelace!')
  expect(title()).toBe('Signed out')
  expect(page()).not.toMatch(/Lovelace|Teapot/)
  window.dispatchEvent(new Event('online'))
  await services.clock.advance(30_000)
  expect(title()).toBe(WELCOME)
  expect(services.revoked).toHaveLength(1)
})

test('a page that is left or reloaded revokes the session, and does not come back with it', async () => {
  stubApi()
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  window.dispatchEvent(new Event('pagehide'))
  await services.clock.advance(0)
  expect(services.revoked).toHaveLength(1)
  expect(title()).toBe(WELCOME)
})

test('who finishes while the network is away is told that the server has not heard of it, and nobody after them', async () => {
  stubApi()
  const services = renderCounter({ polls: [ADA, ADA], revocations: [{ after: 1000, do: { fault: 'offline' } }] })
  await signIn(services)
  await tap('Finish and sign out')
  expect(page()).toContain('You are signed out here')
  expect(page()).not.toContain('could not be told')
  await services.clock.advance(1000)
  expect(page()).toContain('could not be told')
  expect(page()).not.toMatch(/Lovelace|Teapot|access-token/)
  await tap('Next, please')
  await signIn(services)
  await tap('Finish and sign out')
  await services.clock.advance(1000)
  expect(page()).toContain('You are signed out here')
  expect(page()).not.toContain('could not be told')
})

test('a revocation that fails late says nothing to the next person', async () => {
  stubApi()
  const services = renderCounter({ polls: [ADA, ADA], revocations: [{ after: 12_000, do: { fault: 'offline' } }] })
  await signIn(services)
  await tap('Finish and sign out')
  await tap('Next, please')
  await signIn(services)
  await tap('Finish and sign out')
  await services.clock.advance(7_500)
  expect(services.calls('revokeTokens').map(({ end }) => end)).toEqual(['rejected', 'resolved'])
  expect(title()).toBe('Enjoy, and goodbye!')
  expect(page()).not.toContain('could not be told')
})
