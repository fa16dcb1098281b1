import type { InspectionEvent } from 'xstate'
import { expect, test } from 'vitest'
import { bufferInspection } from '../src/adapter/inspection-buffer.ts'

const event = (rootId: string): InspectionEvent => ({ rootId }) as InspectionEvent

test('an inspector is told of nothing before the mount, and then of everything, in order', () => {
  const told: string[] = []
  const { inspect, release } = bufferInspection(({ rootId }) => told.push(rootId))
  inspect(event('first'))
  inspect(event('second'))
  expect(told).toEqual([])
  release()
  inspect(event('third'))
  expect(told).toEqual(['first', 'second', 'third'])
})

test('what an inspector sets off while it is told of what was held back is told as well, and an observer will do', () => {
  const told: string[] = []
  const { inspect, release } = bufferInspection({
    next({ rootId }) {
      told.push(rootId)
      if (rootId === 'first') inspect(event('answer'))
    },
  })
  inspect(event('first'))
  release()
  expect(told).toEqual(['first', 'answer'])
})
