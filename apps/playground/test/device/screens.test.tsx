import { screen, within } from '@testing-library/react'
import { act } from 'react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openDevice, type OpenPlayground } from '../open-playground.tsx'

const device = (): ReturnType<typeof within> => within(screen.getByRole('region', { name: 'The device' }))

async function signedIn(): Promise<OpenPlayground> {
  const page = openDevice()
  await page.press('Sign in')
  await page.untilStatus('awaitingUser')
  await page.press('Allow all')
  await page.untilStatus('authorized')
  return page
}

test('who is signed in is greeted, sees the orders of the sample API, and signs out', async () => {
  const { press, untilStatus } = await signedIn()
  expect(device().getByRole('heading', { name: 'Hello, ada' })).toBeTruthy()
  await press('Show my orders')
  await vi.waitFor(async () => {
    await act(async () => {})
    expect(device().getByText(/Tea, Darjeeling/)).toBeTruthy()
  })
  await act(async () => device().getByRole('button', { name: 'Sign out' }).click())
  await untilStatus('idle')
  expect(device().getByRole('heading', { name: 'Welcome' })).toBeTruthy()
})

test('“I have signed in” is answered: not yet, and the screen goes on by itself', async () => {
  const { press, untilStatus, lab, until } = openDevice()
  await press('Sign in')
  await untilStatus('awaitingUser')
  await act(async () => device().getByRole('button', { name: 'I have signed in' }).click())
  expect(device().getByText('Thank you. This takes a few seconds.')).toBeTruthy()
  await until(() =>
    lab()
      .wire.list()
      .some(({ kind, verdict }) => kind === 'poll' && verdict !== undefined),
  )
  await act(async () => {})
  expect(device().getByText(/^Not yet: finish on your phone/)).toBeTruthy()
})

test('a code that has run out is told, with the way to a new one', async () => {
  const { press, untilStatus } = openDevice()
  await press('Sign in')
  await untilStatus('awaitingUser')
  await untilStatus('error')
  expect(device().getByRole('heading', { name: 'The code has run out' })).toBeTruthy()
  await press('Get a new code')
  await untilStatus('awaitingUser')
})

const focused = (): string | null | undefined => document.activeElement?.textContent

test('whoever signs in by the keyboard stays on the device: each new screen has the focus at its heading', async () => {
  const { press, untilStatus } = openDevice()
  device().getByRole('button', { name: 'Sign in' }).focus()
  await press('Sign in')
  await untilStatus('awaitingUser')
  expect(focused()).toBe('Sign in with your phone')
  await press('Cancel')
  await untilStatus('idle')
  expect(focused()).toBe('Welcome')
  screen.getByRole('button', { name: 'Kiosk' }).focus()
  await press('Sign in')
  await untilStatus('awaitingUser')
  expect(focused()).toBe('Kiosk')
})

test('at a server elsewhere that cannot be reached, the name of the server and CORS are named as causes, too', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  onTestFinished(() => void vi.unstubAllGlobals())
  const { press, untilStatus } = openDevice({ server: 'issuer', issuer: 'https://id.example.com', clientId: 'tv' })
  await press('Sign in')
  await untilStatus('error')
  expect(device().getByText(/^In this playground it may as well be the name of the server, or CORS/)).toBeTruthy()
})
