import { fireEvent, render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ErrorBoundary } from '../src/error-boundary.tsx'

let isBroken = true

function Fragile(): ReactElement {
  if (isBroken) throw new Error('a bug')
  return <p>The app</p>
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function open(forget: () => void): void {
  isBroken = true
  vi.spyOn(console, 'error').mockImplementation(() => {})
  render(
    <ErrorBoundary forget={forget}>
      <Fragile />
    </ErrorBoundary>,
  )
  vi.advanceTimersByTime(1000)
}

test('where the app itself fails, there is a screen that says so, and another try without a reload', () => {
  const forget = vi.fn<() => void>()
  open(forget)
  expect(screen.getByRole('heading').textContent).toBe('Something went wrong')
  expect(screen.getByText('a bug')).toBeTruthy()
  expect(document.activeElement?.textContent).toBe('Try again')
  isBroken = false
  fireEvent.click(screen.getByText('Try again'))
  expect(screen.getByText('The app')).toBeTruthy()
  expect(forget).not.toHaveBeenCalled()
})

test('where what was kept is what fails, the app can begin without it', () => {
  const forget = vi.fn<() => void>(() => (isBroken = false))
  open(forget)
  fireEvent.click(screen.getByText('Start over'))
  expect(forget).toHaveBeenCalledTimes(1)
  expect(screen.getByText('The app')).toBeTruthy()
})
