import { afterEach, expect, test, vi } from 'vitest'
import { webLocks } from '../../src/index.ts'
import { browserLock } from '../../src/indexed-db.ts'

const request = { waitMs: 0, leaseMs: 60_000, signal: new AbortController().signal }

afterEach(() => vi.unstubAllGlobals())

test.each(['Node.js/24', 'Deno/2.9.0', 'Bun/1.3.0'])(
  'in %s, whose Web Locks reach one process only, they are impossible (T9)',
  async (userAgent) => {
    const locks = { request: vi.fn<() => void>() }
    vi.stubGlobal('navigator', { userAgent, locks })
    expect(await webLocks().acquire('a lock', request)).toBe('impossible')
    expect(locks.request).not.toHaveBeenCalled()
  },
)

test('Web Locks that fail are impossible, and not taken for a permission of theirs (T6)', async () => {
  const locks = { request: () => Promise.reject(new DOMException('opaque origin', 'SecurityError')) }
  vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0', locks })
  expect(await webLocks().acquire('a lock', request)).toBe('impossible')
})

test('where there are neither Web Locks nor IndexedDB, the lock of a browser is impossible', async () => {
  vi.stubGlobal('navigator', undefined)
  expect(await browserLock().acquire('a lock', request)).toBe('impossible')
})
