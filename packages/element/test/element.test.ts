import type { DeviceFlowError } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing/virtual'
import { expect, test, vi } from 'vitest'
import type { ReplacedWords } from '../src/index.ts'
import { openLogin } from './support.ts'

/** Words as a rendering writes them: another object each time. */
function inline(cancel: string): ReplacedWords {
  return { cancel, endings: { denied: { title: 'Nein' } } }
}

test('a page is told who is signed in, and that nobody is any more', async () => {
  const { press, pass, events, login } = await openLogin({ polls: [{ granted: { claims: { sub: 'ada' } } }] })
  const heard = vi.fn<(event: Event) => void>()
  document.addEventListener('signed-in', heard)
  await press('Sign in')
  await pass(5000)
  expect(heard).toHaveBeenCalledOnce()
  document.removeEventListener('signed-in', heard)
  expect(events).toEqual([
    ['signed-in', expect.objectContaining({ status: 'authorized', claims: expect.objectContaining({ sub: 'ada' }) })],
  ])
  login.signOut()
  expect(events.at(-1)).toEqual(['signed-out', null])
})

test('a page is told by which error a login ended, once', async () => {
  const { press, pass, events } = await openLogin({ polls: ['denied'] })
  await press('Sign in')
  await pass(60_000)
  expect(events).toEqual([['login-error', expect.objectContaining({ reason: 'denied' })]])
})

test('the fetch and the access token are those of the login, also taken apart from the element', async () => {
  const { press, pass, login } = await openLogin({ polls: ['granted'] })
  const { getAccessToken, fetch } = login
  await expect(getAccessToken()).rejects.toMatchObject({ reason: 'signedOut' })
  await press('Sign in')
  await pass(5000)
  expect(await getAccessToken()).toBe('access-token-1')
  await expect(fetch('https://api.example.com')).rejects.toThrow('withSession')
})

test('an element that is moved in its page goes on with its login', async () => {
  const { press, text, login, pass, services } = await openLogin({ polls: ['granted'] })
  await press('Sign in')
  document.body.append(document.createElement('main'))
  document.querySelector('main')!.append(login)
  expect(text('.code-groups')).toBe('WDJB-MJHT')
  await pass(5000)
  expect(login.view.status).toBe('authorized')
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
})

test('a page that makes the login of something else has a new one, and nobody is said to have signed out', async () => {
  const { press, pass, text, login, services, events } = await openLogin({ polls: ['granted'] })
  await press('Sign in')
  await pass(5000)
  login.services = createScriptedServices()
  await pass(0)
  expect(login.view.status).toBe('idle')
  expect(text('h2')).toBe('Sign in with your phone')
  expect(text('.unseen[role=status]')).toBe('')
  expect(events.map(([name]) => name)).toEqual(['signed-in'])
  // What is kept of the session is still there.
  expect(services.revoked).toHaveLength(0)
})

test('properties that a page sets before the element is defined are not lost', async () => {
  const page = document.implementation.createHTMLDocument()
  const early = page.createElement('device-login')
  Object.assign(early, { words: { signIn: 'Log in' }, services: createScriptedServices() })
  document.body.append(document.adoptNode(early))
  customElements.upgrade(early)
  await Promise.resolve()
  expect(early.shadowRoot?.querySelector('button')?.textContent).toBe('Log in')
  early.remove()
})

test('any word can be replaced, also while it is shown, and those of one ending alone', async () => {
  const { press, pass, text, login } = await openLogin({ polls: ['denied'] })
  login.words = { signIn: 'Anmelden', endings: { denied: { title: 'Abgelehnt' } } }
  await press('Anmelden')
  await pass(5000)
  expect(text('h2')).toBe('Abgelehnt')
  expect(text('.main-button')).toBe('Try again')
})

test('words that are written inline are set at each rendering, and cost neither the focus nor a press', async () => {
  const { press, pass, focused, login } = await openLogin()
  login.words = inline('Abbrechen')
  await press('Sign in')
  await pass(1000)
  const [, cancel] = login.shadowRoot!.querySelectorAll('button')
  cancel!.focus()
  login.words = inline('Abbrechen')
  expect(login.shadowRoot!.contains(cancel!)).toBe(true)
  // Other words, or a function, which is another one each time.
  login.words = { ...inline('Zurück'), capital: (letter) => letter }
  expect(login.shadowRoot!.contains(cancel!)).toBe(false)
  expect(focused()).toBe('Zurück')
  login.shadowRoot!.querySelectorAll('button')[1]!.click()
  expect(login.view.status).toBe('idle')
})

test('the greeting, or what the page has for the person, keeps the focus while the words change', async () => {
  const { press, pass, text, focused, login } = await openLogin({ polls: ['granted'] })
  const field = document.createElement('input')
  login.append(field)
  await press('Sign in')
  await pass(5000)
  login.words = { signedInTitle: () => 'Hallo' }
  expect(focused()).toBe('Hallo')
  field.focus()
  login.words = { signedInTitle: () => 'Moin' }
  expect(text('h2')).toBe('Moin')
  expect(document.activeElement).toBe(field)
})

test('what a server says is text, never markup, and an address that nobody should open is no link and no QR code', async () => {
  // The chart takes it; its end is written from right to left.
  const verificationUri = 'https://id.example.com/<b>\u202Ecod.exe'
  const { login, press, text } = await openLogin({
    authorizations: [{ ok: { userCode: '<img src=x>', verificationUri, verificationUriComplete: verificationUri } }],
  })
  await press('Sign in')
  expect(text('.code-groups')).toBe('<img src=x>')
  expect(login.shadowRoot!.querySelector('a, img, b, .qr')).toBeNull()
})

test('an address that nobody should open is no link and no QR code: the login ends', async () => {
  const { login, press } = await openLogin({ authorizations: [{ ok: { verificationUri: 'javascript:alert(1)' } }] })
  await press('Sign in')
  expect(login.view.status).toBe('error')
  expect(login.shadowRoot!.textContent).not.toContain('javascript')
  expect(login.shadowRoot!.querySelector('a, .qr')).toBeNull()
})

test('an element without a server says so to the people who make the page, but not before a script can have set one', async () => {
  vi.useFakeTimers()
  const login = document.createElement('device-login')
  const errors: DeviceFlowError[] = []
  login.addEventListener('login-error', ({ detail }) => errors.push(detail))
  document.body.append(login)
  await vi.advanceTimersByTimeAsync(900)
  expect(login.shadowRoot?.querySelector('h2')).toBeNull()
  await vi.advanceTimersByTimeAsync(200)
  expect(login.shadowRoot?.querySelector('.detail')?.textContent).toContain('needs the attributes issuer and client-id')
  expect(errors).toEqual([expect.objectContaining({ reason: 'unsupported' })])
  expect(() => login.start()).toThrow('issuer')
  login.setAttribute('issuer', 'https://id.example.com')
  await vi.advanceTimersByTimeAsync(0)
  expect(login.shadowRoot?.querySelector('.detail')?.textContent).toBe(
    'The attribute client-id is missing; in React, the prop is clientId.',
  )
  login.setAttribute('client-id', 'tv')
  await vi.advanceTimersByTimeAsync(0)
  expect(login.shadowRoot?.querySelector('button')?.textContent).toBe('Sign in')
  login.remove()
  vi.useRealTimers()
})

test.each([
  ['false', 0],
  ['False', 0],
  ['FALSE', 0],
  [' false ', 0],
  ['', 1],
])('remember="%s" opens what the browser keeps %i times: "false" means what it says', async (remember, times) => {
  const open = vi.fn<() => IDBOpenDBRequest>(() => new EventTarget() as IDBOpenDBRequest)
  vi.stubGlobal('indexedDB', { open })
  const login = document.createElement('device-login')
  login.setAttribute('issuer', 'https://id.example.com')
  login.setAttribute('client-id', 'tv')
  login.setAttribute('remember', remember)
  document.body.append(login)
  await expect.poll(() => login.shadowRoot?.querySelector('h2')).not.toBeNull()
  expect(open).toHaveBeenCalledTimes(times)
  login.remove()
  vi.unstubAllGlobals()
})

test('its texts are said to be English until the page gives some of its own', async () => {
  const { login } = await openLogin()
  const languages = (): (string | undefined)[] =>
    ['.card', '[role=status]'].map((one) => login.shadowRoot!.querySelector<HTMLElement>(one)?.lang)
  expect(languages()).toEqual(['en', 'en'])
  login.words = { signIn: 'Anmelden' }
  expect(languages()).toEqual(['', ''])
  login.words = undefined
  expect(languages()).toEqual(['en', 'en'])
})
