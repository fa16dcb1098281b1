import { expect, test } from 'vitest'
import { openLogin } from './support.ts'

test('the arrow keys move the focus from button to button, left and right as the text runs', async () => {
  const { login, press, key, focused } = await openLogin()
  await press('Sign in')
  expect(focused()).toBe('I have signed in')
  key('ArrowRight')
  expect(focused()).toBe('Cancel')
  key('ArrowRight')
  expect(focused()).toBe('Cancel')
  key('ArrowUp')
  expect(focused()).toBe('I have signed in')
  login.style.direction = 'rtl'
  key('ArrowLeft')
  expect(focused()).toBe('Cancel')
})

test.each([{ key: 'Escape' }, { key: 'GoBack' }, { key: '', keyCode: 461 }, { key: '', keyCode: 10009 }])(
  'the back key %o gives up a login that waits, and nothing else',
  async ({ key: name, ...more }) => {
    const { login, press, key, pass } = await openLogin({ polls: ['granted'] })
    await press('Sign in')
    key(name, more)
    expect(login.view.status).toBe('idle')
    await press('Sign in')
    await pass(5000)
    key(name, more)
    expect(login.view.status).toBe('authorized')
  },
)

test('a press that was meant for the screen before does nothing', async () => {
  const { login, press, pass } = await openLogin()
  await press('Sign in')
  await pass(300)
  const [, cancel] = login.shadowRoot!.querySelectorAll('button')
  cancel!.click()
  expect(login.view.status).toBe('awaitingUser')
  await press('Cancel')
  expect(login.view.status).toBe('idle')
})

test('the first screen has none before it: it can be pressed at once', async () => {
  const { login, pass } = await openLogin()
  login.shadowRoot!.querySelector('button')!.click()
  await pass(0)
  expect(login.view.status).toBe('awaitingUser')
})

test('the focus goes along when the person was inside, rests on the greeting and not on "Sign out", and is never taken', async () => {
  const { login, press, pass, focused } = await openLogin({ polls: ['granted'] })
  login.start()
  await pass(0)
  expect(focused()).toBeUndefined()
  await press('I have signed in')
  await pass(5000)
  expect(focused()).toBe('You are signed in')
})

test('autofocus gives the main button the focus from the start', async () => {
  const { login, focused, pass } = await openLogin()
  login.remove()
  login.setAttribute('autofocus', '')
  document.body.append(login)
  await pass(0)
  expect(focused()).toBe('Sign in')
})

test('keys inside what the page has for the person are left to the page', async () => {
  const { login, press, pass } = await openLogin({ polls: ['granted'] })
  const field = document.createElement('input')
  login.append(field)
  await press('Sign in')
  await pass(5000)
  field.focus()
  const key = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, composed: true, cancelable: true })
  field.dispatchEvent(key)
  expect(key.defaultPrevented).toBe(false)
  expect(document.activeElement).toBe(field)
})
