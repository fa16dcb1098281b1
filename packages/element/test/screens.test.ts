import { TransientFault } from '@device-flow/machine'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openLogin } from './support.ts'

test('nothing starts before a person presses the button (RFC 8628 §5.4), and then they see where to go, what to type, and how long', async () => {
  const { services, press, pass, text, login } = await openLogin()
  expect(text('h2')).toBe('Sign in with your phone')
  await pass(60_000)
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(0)
  await press('Sign in')
  expect(text('.address')).toBe('id.example.com/activate')
  expect(text('.code-groups')).toBe('WDJB-MJHT')
  expect(text('.time-left')).toBe('Code valid for 15:00')
  const link = login.shadowRoot!.querySelector('a')!
  expect([link.href, link.target, link.rel]).toEqual([
    'https://id.example.com/activate?user_code=WDJB-MJHT',
    '_blank',
    'noopener noreferrer',
  ])
  expect(login.shadowRoot!.querySelector('svg[role=img]')?.getAttribute('aria-label')).toBe(
    'QR code of id.example.com/activate',
  )
  await pass(1000)
  expect(text('.time-left')).toBe('Code valid for 14:59')
})

test('a screen reader hears the address and the spelled code once, whatever the connection does meanwhile', async () => {
  const { press, pass, text, login } = await openLogin({ polls: [{ fault: 'offline' }, 'pending'] })
  await press('Sign in')
  const spoken = 'On your phone or computer, go to id.example.com/activate and enter the code W D J B, M J H T.'
  expect(text('.unseen[role=status]')).toBe(spoken)
  const changes: MutationRecord[] = []
  const observer = new MutationObserver((records) => changes.push(...records))
  observer.observe(login.shadowRoot!.querySelector('.unseen[role=status]')!, {
    childList: true,
    characterData: true,
    subtree: true,
  })
  await pass(30_000)
  expect(changes).toEqual([])
})

test('a weak connection is a calm word below the code, and goes away', async () => {
  const { press, pass, text } = await openLogin({ polls: [{ fault: 'offline' }, 'pending'] })
  await press('Sign in')
  expect(text('.news')).toBe('This screen goes on by itself as soon as you are done.')
  await pass(6000)
  expect(text('.news')).toContain('The connection is unsteady.')
  await pass(10_000)
  expect(text('.news')).toBe('This screen goes on by itself as soon as you are done.')
})

test('who takes long is told, below the code, what may keep them; in words of the page, if it has any (C7)', async () => {
  const advice = { text: 'The page may have said why.', provider: 'Example' }
  const { press, pass, text, login } = await openLogin({ polls: [{ pending: { advice } }, 'pending'] })
  await press('Sign in')
  await pass(6000)
  expect(text('.news')).toBe('The page may have said why.')
  login.words = { advice: ({ provider }) => `Steht etwas auf der Seite von ${provider}?` }
  await pass(6000)
  expect(text('.news')).toBe('Steht etwas auf der Seite von Example?')
})

test('who says too soon that they are done hears "not yet", and where to finish', async () => {
  const { press, pass, text } = await openLogin()
  await press('Sign in')
  await press('I have signed in')
  expect(text('.news')).toBe('Thank you. This takes a few seconds.')
  await pass(7000)
  expect(text('.news')).toContain('Not yet: finish on your phone,')
})

test('signed in, the person is greeted, sees what the page has for them, and can leave', async () => {
  const { press, pass, text, login, services } = await openLogin({ polls: [{ granted: { claims: { name: 'Ada' } } }] })
  await press('Sign in')
  expect(login.shadowRoot!.querySelector('slot:not([name])')).toBeNull()
  await pass(5000)
  expect(text('h2')).toBe('Hello, Ada')
  expect(login.shadowRoot!.querySelector('slot:not([name])')).not.toBeNull()
  await press('Sign out')
  expect(text('h2')).toBe('You are signed out')
  // Those that are written inline are new whenever the page is told, and rendered again.
  login.options = { clock: services.clock }
  await pass(0)
  expect(text('h2')).toBe('You are signed out')
  expect(services.revoked).toHaveLength(1)
})

test('who cannot stay signed in is told an hour before, and offered to sign in again', async () => {
  const hours = 3 * 3_600_000
  const { press, pass, text } = await openLogin({ polls: [{ granted: { refreshToken: null, expiresInMs: hours } }] })
  await press('Sign in')
  await pass(5000)
  expect(text('.news')).toBe('')
  await expect(press('Sign in again')).rejects.toThrow('There is no button')
  await pass(hours - 3_600_000)
  expect(text('.news')).toContain('Your sign-in ends at ')
  await press('Sign in again')
  expect(text('.code-groups')).toBe('WDJB-MJHT')
})

test.each([
  ['denied', 'Sign-in was not allowed', 'Try again'],
  ['expired', 'The code has run out', 'Get a new code'],
  [{ ended: 'refused', code: 'invalid_grant' }, 'The code is no longer good', 'Get a new code'],
  [{ ended: 'offline' }, 'The sign-in service cannot be reached', 'Try again'],
  [{ ended: 'offline', code: 'temporarily_unavailable' }, 'The sign-in service has trouble', 'Try again'],
  [{ ended: 'unsupported' }, 'Sign-in does not work right now', 'Try again'],
] as const)(
  'a login that ends as %o says what happened and what to do, and goes on when the person wants to',
  async (end, title, action) => {
    const { press, pass, text } = await openLogin({ polls: [end] })
    await press('Sign in')
    await pass(5000)
    expect(text('h2')).toBe(title)
    expect(text('.lead')).not.toBe('')
    expect(text('.unseen[role=status]')).toContain(title)
    await press(action)
    expect(text('.code-groups')).toBe('WDJB-MJHT')
  },
)

test('that there is no connection is said only where the device says so, and what is wrong stands below the advice', async () => {
  const end = { ended: 'offline' } as const
  const { press, pass, text } = await openLogin({ polls: [end, end] })
  await press('Sign in')
  await pass(5000)
  expect(text('h2')).toBe('The sign-in service cannot be reached')
  expect(text('.lead + .detail')).toBe('Scripted end: offline')
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  onTestFinished(() => online.mockRestore())
  await press('Try again')
  await pass(5000)
  expect(text('h2')).toBe('There is no connection')
  expect(text('.unseen[role=status]')).toContain('There is no connection')
  expect(text('.lead + .detail')).toBe('Scripted end: offline')
})

test('"Not now" leaves an ending behind', async () => {
  const { press, pass, text } = await openLogin({ polls: ['denied'] })
  await press('Sign in')
  await pass(5000)
  await press('Not now')
  expect(text('h2')).toBe('Sign in with your phone')
})

test('a renewal that fails is told of, and not that a server cannot be reached which has answered', async () => {
  const { press, pass, text } = await openLogin({
    polls: [{ granted: { expiresInMs: 600_000 } }],
    refreshes: Array.from({ length: 12 }, () => ({ fault: 'serverError', status: 500 }) as const),
  })
  await press('Sign in')
  await pass(5000)
  await pass(590_000)
  expect(text('.news')).toBe(
    'Your sign-in cannot be renewed just now. You are still signed in, and this page keeps trying.',
  )
})

test('a session whose server is left alone on purpose says that it waits, and until when', async () => {
  const { press, pass, text } = await openLogin({
    polls: [{ granted: { expiresInMs: 60_000 } }],
    refreshes: Array.from({ length: 12 }, () => ({ fault: 'rateLimited', retryAfterMs: 120_000 }) as const),
  })
  await press('Sign in')
  await pass(5000)
  await pass(200_000)
  expect(text('h2')).toBe('The sign-in service has trouble')
  expect(text('.lead + .detail')).toMatch(/Try again in 120 s\.$/)
})

test('a session that is out of reach is shown as such, also while it is tried again, and comes back by itself', async () => {
  const { press, pass, text, events } = await openLogin({
    polls: [{ granted: { expiresInMs: 60_000 } }],
    refreshes: [...Array.from({ length: 12 }, () => ({ fault: 'offline' }) as const), { after: 500, do: 'refreshed' }],
  })
  await press('Sign in')
  await pass(5000)
  await pass(70_000)
  expect(text('h2')).toBe('The sign-in service cannot be reached')
  expect(text('.lead')).toContain('You are still signed in.')
  expect(text('.lead + .detail')).toBeTruthy()
  expect(events.map(([name]) => name)).toEqual(['signed-in', 'login-error'])
  for (let second = 0; second < 600 && text('h2') !== 'You are signed in'; second++) {
    expect(text('h2')).toBe('The sign-in service cannot be reached')
    await pass(1000)
  }
  expect(text('h2')).toBe('You are signed in')
  // One outage is one error, however often it was tried again.
  expect(events.map(([name]) => name)).toEqual(['signed-in', 'login-error'])
})

test('a kept session that cannot be read is no dead end: to sign in works all the same', async () => {
  const { press, text } = await openLogin({ restores: [{ error: 'storage' }] })
  expect(text('h2')).toBe('Your sign-in cannot be looked up')
  await press('Sign in')
  expect(text('.code-groups')).toBe('WDJB-MJHT')
})

test('a session whose storage fails says so, and blames neither the sign-in service nor the connection', async () => {
  const { services, press, pass, text } = await openLogin({ polls: [{ granted: { expiresInMs: 60_000 } }] })
  services.refreshTokens = async () => {
    const cause = new Error('IndexedDB does not work here.')
    throw new TransientFault('busy', cause.message, { receivedAt: services.clock.now(), cause })
  }
  await press('Sign in')
  await pass(5000)
  await pass(70_000)
  expect(text('h2')).toBe('The storage of this device has trouble')
  expect(text('.lead')).toContain('You are still signed in')
  expect(text('.lead + .detail')).toContain('IndexedDB does not work here. Try again in')
})
