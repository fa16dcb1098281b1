import { createScriptedServices } from '@device-flow/testing/virtual'
import { createSSRApp, h, nextTick, reactive, ref, type App } from 'vue'
import { render } from '@testing-library/vue'
import { renderToString } from 'vue/server-renderer'
import { expect, test, vi } from 'vitest'
import { DeviceLogin, type DeviceLoginExposed } from '../src/device-login.ts'

function inside(selector: string): string | undefined {
  return document.querySelector('device-login')?.shadowRoot?.querySelector(selector)?.textContent ?? undefined
}

test('a ready screen signs in, tells its page, and gives it the commands; inline props do not restart it', async () => {
  const services = createScriptedServices({ polls: [{ granted: { claims: { name: 'Ada' } } }] })
  const login = ref<DeviceLoginExposed>()
  const signIn = ref('Log in')
  const [onSignedIn, onSignedOut] = [vi.fn<(view: unknown) => void>(), vi.fn<() => void>()]
  const { unmount } = render(() =>
    h(
      DeviceLogin,
      {
        ref: login,
        services:
          signIn.value === 'Log in' ? (reactive(services as never) as typeof services) : createScriptedServices(),
        options: { clock: services.clock },
        words: { signIn: signIn.value },
        onSignedIn,
        onSignedOut,
      },
      { default: () => h('p', 'For Ada'), 'signed-out': () => 'Have your phone at hand.' },
    ),
  )
  await services.clock.advance(0)
  expect(inside('button')).toBe('Log in')
  expect(document.querySelector('device-login > [slot=signed-out]')?.textContent).toBe('Have your phone at hand.')
  const element = login.value?.element as unknown as HTMLElementTagNameMap['device-login']
  element.start()
  await services.clock.advance(0)
  signIn.value = 'Sign in'
  await nextTick()
  await services.clock.advance(5000)
  expect(inside('h2')).toBe('Hello, Ada')
  expect(onSignedIn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 'authorized' }))
  expect(await element.getAccessToken()).toBe('access-token-1')
  element.signOut()
  expect(onSignedOut).toHaveBeenCalledOnce()
  unmount()
  await services.clock.advance(3_600_000)
  expect(services.clock.pendingTimers).toBe(0)
})

/** As a server and its page make it, each for itself. */
function createPage(): App {
  return createSSRApp(() =>
    h(
      DeviceLogin,
      { issuer: 'https://id.example.com', clientId: 'tv', resource: ['https://api.example.com'], autofocus: true },
      () => h('p', 'For Ada'),
    ),
  )
}

test('a page from a server has the element with its attributes, and is taken over without a complaint (I3)', async () => {
  const complaints = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const container = document.body.appendChild(document.createElement('main'))
  container.innerHTML = await renderToString(createPage())
  expect(container.innerHTML).toContain(
    'issuer="https://id.example.com" client-id="tv" resource="https://api.example.com"',
  )
  expect(container.innerHTML).not.toContain('remember')
  const app = createPage()
  app.mount(container)
  await nextTick()
  await expect.poll(() => inside('h2')).toBe('Sign in with your phone')
  expect(container.querySelector('device-login')?.hasAttribute('autofocus')).toBe(true)
  app.unmount()
  expect(complaints.mock.calls).toEqual([])
  vi.restoreAllMocks()
  container.remove()
})
