import { screen } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { ADA, renderCounter, signIn, stubApi, tap, teapot, title } from './kiosk.ts'

const WELCOME = 'Your order is waiting.'
const page = (): string => document.documentElement.outerHTML
const ignoresTouches = (): boolean => getComputedStyle(screen.getByRole('button')).pointerEvents === 'none'
const timeLeft = (): string | undefined => document.querySelector('.time')?.textContent.trim()

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

test('whoever is asked beside a code still sees it', async () => {
  const services = renderCounter({})
  await tap('Touch to begin')
  await services.clock.advance(240_000)
  const question = screen.getByRole('alertdialog', { name: 'Are you still there?' })
  expect(question.textContent).toContain('60')
  expect(question.classList).not.toContain('opaque')
})

test('a yes that comes while the code is being cancelled signs nobody in, and is revoked', async () => {
  const services = renderCounter({ polls: [{ after: 1000, do: ADA }] })
  await tap('Touch to begin')
  await services.clock.advance(5500)
  await tap('Cancel')
  await services.clock.advance(5000)
  expect(title()).toBe(WELCOME)
  expect(services.revoked).toHaveLength(1)
})

test('orders that come after their person has left are dropped, and their request is called off', async () => {
  const waiting: ((answer: Response) => void)[] = []
  const api = stubApi(() => new Promise((resolve) => waiting.push(resolve)))
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  await tap('Finish and sign out')
  expect(vi.mocked(api).mock.calls[0]?.[0].signal?.aborted).toBe(true)
  waiting[0]?.(teapot())
  await services.clock.advance(8000)
  expect(title()).toBe(WELCOME)
  expect(page()).not.toContain('Teapot')
})

test('a code that a restarted server has forgotten is said to be no longer good, and a touch gets another one', async () => {
  const services = renderCounter({ polls: [{ ended: 'refused', code: 'invalid_grant' }] })
  await signIn(services)
  expect(title()).toBe('The code is no longer good')
  expect(document.querySelector('.staff')).toBeNull()
  await tap('Get a new code')
  await services.clock.advance(0)
  expect(title()).toBe('Now take your phone')
})

test.each([
  { ended: 'refused' as const, code: 'over_quota' },
  { ended: 'unsupported' as const, code: 'invalid_grant' },
])('where no new code helps ($ended, $code), the person is sent to the desk, and staff are told why', async (end) => {
  const services = renderCounter({ polls: [end] })
  await signIn(services)
  expect(title()).toBe('This counter has a problem')
  expect(document.querySelector('.staff')?.textContent).toMatch(/^For staff: ./)
})

const UNANSWERED = { fault: 'server_error', status: 502 } as const

test('a server that stops while the code is shown is told of after six tries: the code may still work, no more', async () => {
  const services = renderCounter({ polls: Array.from({ length: 99 }, () => UNANSWERED) })
  await tap('Touch to begin')
  await services.clock.runUntil(() => services.calls('pollToken').length === 5)
  expect(page()).toContain('Your code still works')
  await services.clock.runUntil(() => services.calls('pollToken').length === 6)
  await nextTick()
  expect(page()).toContain('has not answered for a while. Your code may still work')
})

test('a code that runs out while the server has trouble is not said to have been left unused (case 11)', async () => {
  const authorizations = [{ ok: { expiresInMs: 30_000 } }]
  const services = renderCounter({ authorizations, polls: Array.from({ length: 99 }, () => UNANSWERED) })
  await tap('Touch to begin')
  await services.clock.advance(60_000)
  expect(title()).toBe('The sign-in service has trouble')
  expect(page()).not.toContain('nobody used this one')
})

test('an error that is left alone makes room for the next person', async () => {
  const services = renderCounter({ polls: ['denied'] })
  await signIn(services)
  expect(title()).toBe('Your phone said no')
  await services.clock.advance(60_000)
  expect(title()).toBe(WELCOME)
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

test('a fetch of the orders that failed can be tried again', async () => {
  let tries = 0
  stubApi(async () => (tries++ === 0 ? new Response('', { status: 503 }) : teapot()))
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  await tap('Fetch my orders again')
  await services.clock.advance(0)
  expect(page()).toContain('1 × Teapot')
})

test('orders that do not come within ten seconds are given up, and can be asked for again', async () => {
  const api = stubApi(() => new Promise(() => {}))
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  await services.clock.advance(9_999)
  expect(page()).toContain('Fetching your orders')
  await services.clock.advance(1)
  expect(page()).toContain('Your orders cannot be fetched just now')
  expect(vi.mocked(api).mock.calls[0]?.[0].signal?.aborted).toBe(true)
  stubApi()
  await tap('Fetch my orders again')
  await services.clock.advance(0)
  expect(page()).toContain('1 × Teapot')
})

test.each([
  ['no orders at all', {}],
  ['null', null],
  ['something else than a list', { orders: 'A-7' }],
  ['an order that is none', { orders: [null] }],
  ['an order without a number', { orders: [{ item: 'Teapot', quantity: 1, status: 'ready' }] }],
])('an API that answers %s costs nobody their session: they can ask again, and finish', async (_, answer) => {
  stubApi(async () => Response.json(answer))
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  expect(title()).toBe('Hello Ada Lovelace!')
  expect(page()).toContain('Your orders cannot be fetched just now')
  await tap('Finish and sign out')
  expect(title()).toBe('Enjoy, and goodbye!')
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
