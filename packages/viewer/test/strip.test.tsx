import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Poll } from '../src/page/timeline/polls.ts'
import { Strip } from '../src/page/timeline/strip.tsx'

function pollsAt(...secondsIn: number[]): Poll[] {
  return secondsIn.map((seconds) => ({
    key: String(seconds),
    startedAt: seconds * 1000,
    leastMs: 1000,
    actualMs: 1000,
    outcome: 'pending',
  }))
}

function times(polls: Poll[]): (string | null)[] {
  const { container } = render(<Strip polls={polls} />)
  return [...container.querySelectorAll('svg > text.tick')].map(({ textContent }) => textContent)
}

test('polls far from each other have the time of the first and of the last below them', () => {
  expect(times(pollsAt(1, 300))).toHaveLength(2)
})

test('of polls close to each other only the first has its time below: two would be written over each other', () => {
  expect(times(pollsAt(1, 2, 3))).toHaveLength(1)
})
