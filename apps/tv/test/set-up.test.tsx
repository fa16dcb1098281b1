import { act, fireEvent, render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ConfigUnreachable } from '../src/config.ts'
import { SetUp } from '../src/set-up.tsx'

type Prepare = () => Promise<ReactElement>

const app: Prepare = () => Promise.resolve(<p>The app</p>)
const heading = (): string | null => screen.getByRole('heading').textContent
const status = (): string | null => screen.getByRole('status').textContent

async function open(prepare: Prepare): Promise<void> {
  await act(async () => void render(<SetUp prepare={prepare} />))
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

async function pressTryAgain(): Promise<void> {
  vi.advanceTimersByTime(1000)
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Try again' })))
}

test('until the app is ready, the screen asks for a moment', async () => {
  await open(() => new Promise(() => {}))
  expect(heading()).toBe('One moment')
})

test.each([
  [new ConfigUnreachable('Failed to fetch'), 'This app cannot be reached'],
  [new Error('config.json lacks issuer.'), 'This app is not set up'],
])(
  'what cannot be prepared for “%s” is named, and Try again prepares it again without a reload',
  async (error, title) => {
    const prepare = vi.fn<Prepare>().mockRejectedValueOnce(error).mockImplementationOnce(app)
    await open(prepare)
    expect(heading()).toBe(title)
    expect(screen.getByText(error.message)).toBeTruthy()
    expect(document.activeElement?.textContent).toBe('Try again')
    await pressTryAgain()
    expect(screen.getByText('The app')).toBeTruthy()
  },
)

test('each try shows that it is under way, and that it did not help', async () => {
  const prepare = vi.fn<Prepare>().mockRejectedValue(new ConfigUnreachable('Failed to fetch'))
  await open(prepare)
  expect(status()).toBe('')
  let fail: ((error: Error) => void) | undefined
  prepare.mockImplementationOnce(() => new Promise((_resolve, reject) => (fail = reject)))
  await pressTryAgain()
  await pressTryAgain()
  expect(status()).toBe('Trying again.')
  expect(document.activeElement?.textContent).toBe('Try again')
  await act(async () => fail?.(new Error('Late')))
  expect(screen.getByText('Late')).toBeTruthy()
  expect(status()).toBe('Tried once more, without success.')
  await pressTryAgain()
  expect(status()).toBe('Tried 2 more times, without success.')
  expect(prepare).toHaveBeenCalledTimes(3)
})
