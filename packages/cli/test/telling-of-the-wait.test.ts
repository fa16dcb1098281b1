import { afterEach, expect, test, vi } from 'vitest'
import { tellingOfTheWait } from '../src/logout/telling-of-the-wait.ts'

const delay = <Value>(ms: number, value: Value): Promise<Value> =>
  new Promise((resolve) => void setTimeout(() => resolve(value), ms))

afterEach(() => void vi.useRealTimers())

test('a sign-out that waits for the server tells so after 2 s, and for how long at most', async () => {
  vi.useFakeTimers()
  const said: string[] = []
  const stderr = { write: (text: string) => void said.push(text) }
  const work = tellingOfTheWait(delay(3000, 'done'), 10_000, { stderr })
  await vi.advanceTimersByTimeAsync(1999)
  expect(said).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(said).toEqual([expect.stringMatching(/revoke the tokens.* 10 s at most\.\n$/)])
  await vi.advanceTimersByTimeAsync(1000)
  expect(await work).toBe('done')
})

test('one that is answered at once, or refused, says nothing of a wait', async () => {
  vi.useFakeTimers()
  const write = vi.fn<() => void>()
  await tellingOfTheWait(Promise.resolve(), 10_000, { stderr: { write } })
  await tellingOfTheWait(Promise.reject(new Error('full')), 10_000, { stderr: { write } }).catch(() => {})
  await vi.runAllTimersAsync()
  expect(write).not.toHaveBeenCalled()
})
