import { afterEach, expect, test, vi } from 'vitest'
import { openAppReader, openFileReader } from '../../src/store/index.ts'

// A network drive that is gone: what asks it waits, and never hears.
vi.mock('node:fs', async (original) => ({ ...(await original<object>()), stat: () => {} }))

afterEach(() => void vi.useRealTimers())

test.each<[string, (folder: string) => Promise<unknown>]>([
  ['files', (folder) => openFileReader(folder)],
  ['an app', (folder) => openAppReader('my-cli', { folder, env: {} })],
])('to read the store of %s on a drive that does not answer is given up after 10 s (T19)', async (_, open) => {
  vi.useFakeTimers()
  const opening = open('/mnt/gone').catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await opening).toMatchObject({
    problem: 'unavailable',
    message: '/mnt/gone did not answer within 10 s. Look after the disk.',
  })
})
