import { systemClock } from '@device-flow/machine/clock'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withDeadline } from '../src/deadline.ts'

const endless = (): Promise<string> => new Promise(() => {})

const deadline = { ms: 1000, clock: systemClock, message: 'There was no answer within 1 s.' }
const calledOff = new Error('It was called off.')

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** How a promise has settled until now. */
async function soFar(promise: Promise<string>): Promise<string> {
  const state = promise.then(
    (value) => `resolved: ${value}`,
    (error: Error) => `rejected: ${error.message}`,
  )
  await vi.advanceTimersByTimeAsync(0)
  return Promise.race([state, Promise.resolve('pending')])
}

test('work that is done in time brings its result, and leaves no timer', async () => {
  expect(await soFar(withDeadline(deadline, () => Promise.resolve('done')))).toBe('resolved: done')
  expect(vi.getTimerCount()).toBe(0)
})

test('work that heeds no signal is given up at the limit all the same', async () => {
  const work = vi.fn<(signal: AbortSignal) => Promise<string>>(endless)
  const result = withDeadline(deadline, work)
  expect(await soFar(result)).toBe('pending')
  vi.advanceTimersByTime(1000)
  expect(await soFar(result)).toBe('rejected: There was no answer within 1 s.')
  expect(work.mock.lastCall?.[0].aborted).toBe(true)
})

test('work that heeds no signal is given up at once when it is called off, and leaves no timer', async () => {
  const outer = new AbortController()
  const work = vi.fn<(signal: AbortSignal) => Promise<string>>(endless)
  const result = withDeadline({ ...deadline, signal: outer.signal }, work)
  outer.abort(calledOff)
  expect(await soFar(result)).toBe('rejected: It was called off.')
  expect(work.mock.lastCall?.[0].aborted).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
})

test('work that was called off before is not begun', async () => {
  const work = vi.fn<(signal: AbortSignal) => Promise<string>>(endless)
  expect(await soFar(withDeadline({ ...deadline, signal: AbortSignal.abort(calledOff) }, work))).toBe(
    'rejected: It was called off.',
  )
  expect(work).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

test('work that throws before it gives a promise leaves no timer', async () => {
  const result = withDeadline<string>(deadline, () => {
    throw new Error('a bug')
  })
  expect(await soFar(result)).toBe('rejected: a bug')
  expect(vi.getTimerCount()).toBe(0)
})
