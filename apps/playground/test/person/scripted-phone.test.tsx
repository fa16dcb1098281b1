import { fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { expect, test } from 'vitest'
import { openDevice, type OpenPlayground } from '../open-playground.tsx'

async function showCode(): Promise<OpenPlayground & { code: string }> {
  const page = openDevice()
  await page.press('Sign in')
  await page.untilStatus('awaitingUser')
  return { ...page, code: page.lab().devices.flow()?.userCode ?? '' }
}

const phone = (): ReturnType<typeof within> => within(screen.getByRole('region', { name: 'The person' }))

async function type(code: string): Promise<void> {
  await act(async () => {
    fireEvent.change(phone().getByLabelText(/user code/), { target: { value: code } })
    phone().getByRole('button', { name: 'Next' }).click()
  })
}

const heading = (): string | null => phone().getByRole('heading', { level: 3 }).textContent

test('a person types the code with a blank, sees which device asks and for what, and lets it in', async () => {
  const { code, press, untilStatus } = await showCode()
  await type(`${code.slice(0, 4)} ${code.slice(4)}`)
  expect(heading()).toBe('Is this your device?')
  phone().getByText('playground')
  phone().getByText('offline_access')
  await press('Allow')
  expect(heading()).toBe('You are done here')
  await untilStatus('authorized')
})

test('a person who says no is told so, and the device gets nothing', async () => {
  const { press, untilStatus, lab } = await showCode()
  await press('Use the code on the device')
  await press('Deny')
  expect(heading()).toBe('You said no')
  await untilStatus('error')
  expect(lab().server.scripted?.grants()).toEqual([])
  screen.getByText('Sign-in was not allowed')
})

test('a wrong code is told, and the person can type another one', async () => {
  const { code } = await showCode()
  await type('11112222')
  phone().getByText('There is no such code. Compare it with the screen of the device.')
  expect(
    phone()
      .getByLabelText(/user code/)
      .getAttribute('aria-invalid'),
  ).toBe('true')
  await type('  ')
  phone().getByText('Type the code that the device shows.')
  await type(code)
  expect(heading()).toBe('Is this your device?')
})

test('a code that has run out is told so, also to whoever was about to allow it', async () => {
  const { code, press, lab } = await showCode()
  await press('Use the code on the device')
  await act(() => lab().clock.step(601_000))
  await press('Allow')
  expect(phone().getByText(/has run out/)).toBeTruthy()
  await type(code)
  expect(phone().getByText(/has run out/)).toBeTruthy()
})

test('a code is good once: the phone says so', async () => {
  const { code, press, untilStatus } = await showCode()
  await press('Allow all')
  await untilStatus('authorized')
  await press('Enter another code')
  await type(code)
  expect(phone().getByText(/was used already/)).toBeTruthy()
})

test('without a code on the device there is none to take over', () => {
  openDevice()
  expect(phone().getByRole('button', { name: 'Use the code on the device' })).toHaveProperty('disabled', true)
})

test('each page with a code on it warns of codes that somebody else has sent', async () => {
  const { press } = await showCode()
  expect(phone().getByText(/If somebody sent you this code/)).toBeTruthy()
  await press('Use the code on the device')
  expect(phone().getByText(/If somebody sent you this code/)).toBeTruthy()
})

test('a decision at once is on the phone, and leaves the focus where it is; where no code waits, that is told', async () => {
  const { press, untilStatus } = await showCode()
  const deny = phone().getByRole('button', { name: 'Deny all' })
  deny.focus()
  await press('Deny all')
  expect(heading()).toBe('You said no')
  expect(document.activeElement).toBe(deny)
  await press('Allow all')
  expect(phone().getByText('No code waits for a decision now.')).toBeTruthy()
  expect(heading()).toBe('You said no')
  await untilStatus('error')
})

test('the next code on the device finds the box for it on the phone', async () => {
  const { press, untilStatus } = await showCode()
  await press('Use the code on the device')
  await press('Deny')
  await untilStatus('error')
  expect(heading()).toBe('You said no')
  await press('Try again')
  await untilStatus('awaitingUser')
  expect(heading()).toBe('Connect a device')
})
