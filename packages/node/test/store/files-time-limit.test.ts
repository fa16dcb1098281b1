import { EventEmitter, once } from 'node:events'
import { createVirtualClock } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { inTime } from '../../src/store/files/time-limit.ts'

test('a process that had no turn for a minute takes what the drive has answered meanwhile (T19)', async () => {
  const clock = createVirtualClock()
  const answer = new EventEmitter()
  const reading = inTime('/state', once(answer, 'read'), clock)
  clock.stall(60_000)
  await clock.advance(0)
  answer.emit('read', 'what is kept')
  expect(await reading).toEqual(['what is kept'])
})
