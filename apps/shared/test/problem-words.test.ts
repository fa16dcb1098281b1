import { DeviceFlowError } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { problemWords } from '../src/problem-words.ts'

test('a problem is told of the device that the person stands before', () => {
  expect(problemWords(new DeviceFlowError('denied', 'No.'), 'this counter').advice).toContain(
    'shared with this counter.',
  )
  const forgotten = new DeviceFlowError('signedOut', 'Gone.', { endedBy: 'storage' })
  expect(problemWords(forgotten, 'this TV').title).toBe('This TV has forgotten you')
})
