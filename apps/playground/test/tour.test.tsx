import { screen, within } from '@testing-library/react'
import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { STOPS } from '../src/tour/stops.ts'
import { openPlayground, type OpenPlayground } from './open-playground.tsx'

const arrive = (index: number): Promise<void> =>
  act(() => vi.waitFor(() => expect(heading()).toBe(STOPS[index]?.title), { timeout: 10_000 }))

async function begin(): Promise<OpenPlayground & { next: () => Promise<void> }> {
  const page = openPlayground()
  await page.press('Tour')
  await arrive(0)
  let stop = 0
  return {
    ...page,
    async next() {
      await act(async () => within(screen.getByRole('dialog')).getByRole('button', { name: 'Next' }).click())
      await arrive(++stop)
    },
  }
}

const heading = (): string | null => within(screen.getByRole('dialog')).getByRole('heading').textContent
const pointedAt = (): string[] => [...document.querySelectorAll('[data-toured]')].map(({ id }) => id)

test('the tour has ten stops, each a sentence, and each points at a part of the page', async () => {
  expect(STOPS).toHaveLength(10)
  for (const { sentence } of STOPS) expect(sentence.match(/[.!?](?= |$)/g)).toHaveLength(1)
  const { next } = await begin()
  expect(pointedAt()).toEqual(['part-device'])
  await next()
  await next()
  expect(pointedAt()).toEqual(['part-steps'])
})
