import { expect, test } from 'vitest'
import { SessionStoreError } from '../../src/index.ts'

// As "The access token could not be renewed. IndexedDB does not work here: try again, or reload. Try again in 10 s."
test.each([
  ['Redis has no memory left', 'Redis has no memory left.'],
  ['The disk is full.', 'The disk is full.'],
  ['Redis does not work: is it reachable?', 'Redis does not work: is it reachable?'],
])('"%s" ends as a sentence, whoever has thrown it: others follow it', (message, told) => {
  expect(new SessionStoreError('full', message).message).toBe(told)
})
