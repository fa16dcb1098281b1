import { createVirtualClock } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { inTime } from '../../src/store/files/time-limit.ts'

test('a process that had no turn for a minute takes what the drive has answered meanwhile (T19)', async () => {
  const clock = createVirtualClock()
  let answer = (_: string): void => {}
  const reading = inTime('/state', new Promise<string>((resolve) => (answer = resolve)), clock)
  clock.stall(60_000)
  await clock.advance(0)
  answer('what is kept')
  expect(await reading).toBe('what is kept')
})
