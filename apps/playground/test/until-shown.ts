import { screen, within } from '@testing-library/react'
import { act } from 'react'
import { expect, vi } from 'vitest'
import type { OpenPlayground } from './open-playground.tsx'

/**
 * Passes time, second by second, until the page looks so: what is drawn changes between two steps, not within one. What is loaded
 * meanwhile takes real time.
 */
export function untilShown(page: OpenPlayground, expectation: () => void): Promise<void> {
  return vi.waitFor(
    async () => {
      await act(async () => void (await page.lab().clock.step(1000)))
      expectation()
    },
    { interval: 1, timeout: 15_000 },
  )
}

/** Passes time until the device shows this. */
export function untilStatus(page: OpenPlayground, status: string): Promise<void> {
  return untilShown(page, () => expect(page.lab().devices.flow()?.status).toBe(status))
}

/** Presses a button of the tokens panel, and passes time until it has come to this. */
export async function tryOut(page: OpenPlayground, name: string, text: RegExp): Promise<void> {
  await page.press(name)
  const status = within(screen.getByRole('region', { name: 'Try the tokens' })).getByRole('status')
  await untilShown(page, () => expect(status.textContent).toMatch(text))
}
