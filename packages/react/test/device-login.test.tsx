import { createScriptedServices } from '@device-flow/testing/virtual'
import { act, render } from '@testing-library/react'
import { createRef, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { DeviceLogin, type DeviceLoginElement, type DeviceLoginProps } from '../src/device-login.ts'

function inside(selector: string): string | undefined {
  return document.querySelector('device-login')?.shadowRoot?.querySelector(selector)?.textContent ?? undefined
}

test('a ready screen signs in, tells its page, and gives it the commands; inline props do not restart it', async () => {
  const services = createScriptedServices({ polls: [{ granted: { claims: { name: 'Ada' } } }] })
  const login = createRef<DeviceLoginElement>()
  const [onSignedIn, onSignedOut] = [vi.fn<NonNullable<DeviceLoginProps['onSignedIn']>>(), vi.fn<() => void>()]
  const screen = (signIn: string) => (
    <StrictMode>
      <DeviceLogin
        ref={login}
        services={signIn === 'Log in' ? services : createScriptedServices()}
        options={{ clock: services.clock }}
        words={{ signIn }}
        className="ours"
        signedOut="Have your phone at hand."
        onSignedIn={(view) => onSignedIn(view)}
        onSignedOut={() => onSignedOut()}
      >
        <p>For Ada</p>
      </DeviceLogin>
    </StrictMode>
  )
  const { rerender, unmount } = render(screen('Log in'))
  await act(() => services.clock.advance(0))
  expect(inside('button')).toBe('Log in')
  expect(document.querySelector('device-login.ours > [slot=signed-out]')?.textContent).toBe('Have your phone at hand.')
  act(() => login.current?.start())
  await act(() => services.clock.advance(0))
  rerender(screen('Sign in'))
  await act(() => services.clock.advance(5000))
  expect(inside('h2')).toBe('Hello, Ada')
  expect(onSignedIn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 'authorized' }))
  expect(await login.current?.getAccessToken()).toBe('access-token-1')
  act(() => login.current?.signOut())
  expect(onSignedOut).toHaveBeenCalledOnce()
  unmount()
  await services.clock.advance(3_600_000)
  expect(services.clock.pendingTimers).toBe(0)
})

test('a page from a server has the element with its attributes, and is taken over without a complaint (I3)', async () => {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
  const page = (
    <DeviceLogin
      issuer="https://id.example.com"
      clientId="tv"
      resource={['https://api.example.com']}
      remember={false}
      autofocus
    >
      <p>For Ada</p>
    </DeviceLogin>
  )
  const container = document.body.appendChild(document.createElement('main'))
  container.innerHTML = renderToString(page)
  expect(container.innerHTML).toContain(
    'issuer="https://id.example.com" client-id="tv" resource="https://api.example.com"',
  )
  expect(container.innerHTML).not.toContain('remember')
  const root = await act(() => hydrateRoot(container, page))
  await expect.poll(() => inside('h2')).toBe('Sign in with your phone')
  expect(container.querySelector('device-login')?.hasAttribute('autofocus')).toBe(true)
  act(() => root.unmount())
  expect(complaints.mock.calls).toEqual([])
  vi.restoreAllMocks()
  container.remove()
})
