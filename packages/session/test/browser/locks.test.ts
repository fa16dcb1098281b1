import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { lockCases } from '../lock-cases.ts'
import type { LockName } from './pages/kit.ts'
import { Stage } from './stage.ts'

const stage = new Stage()

const acquire = (tab: Page, name: LockName, { waitMs = 0, leaseMs = 60_000 } = {}): Promise<string> =>
  tab.evaluate(([lock, wait, lease]) => window.kit.acquire(lock, wait, lease), [name, waitMs, leaseMs] as const)

const setClockAhead = (tab: Page, ms: number): Promise<void> =>
  tab.evaluate((ahead) => {
    const { now } = Date
    Date.now = () => now() + ahead
  }, ms)

describe.each<LockName>(['webLocks', 'lease', 'browserLock'])('the lock %s', (name) => {
  test.each(lockCases)('$title', async ({ title }) => {
    const tab = await stage.openTab()
    const run = tab.evaluate(([lock, one]) => window.kit.runLockCase(lock, one), [name, title] as const)
    await expect(run).resolves.toBeUndefined()
  })

  test('what one tab holds, another does not get, and gets once it is given back (T6)', async () => {
    const [holder, other] = await stage.openTwoTabs()
    // A headless shell gives back the locks of the browser before this one a moment after that has closed.
    expect(await acquire(holder, name, { waitMs: 5_000 })).toBe('mine')
    expect(await acquire(other, name, { waitMs: 300 })).toBe('held')
    const waiting = acquire(other, name, { waitMs: 10_000 })
    await holder.evaluate(() => window.kit.release())
    expect(await waiting).toBe('mine')
  })
})

test('a Web Lock is free when the tab that held it is closed', async () => {
  const [holder, other] = await stage.openTwoTabs()
  await acquire(holder, 'webLocks')
  await holder.close()
  expect(await acquire(other, 'webLocks', { waitMs: 5_000 })).toBe('mine')
})

test('a lease of a tab that was closed is taken over at its end, not before (T7)', async () => {
  const [holder, other] = await stage.openTwoTabs()
  await acquire(holder, 'lease', { leaseMs: 2_000 })
  await holder.close()
  expect(await acquire(other, 'lease', { waitMs: 300 })).toBe('held')
  expect(await acquire(other, 'lease', { waitMs: 10_000 })).toBe('mine')
})

test('a lease is renewed by the tab that works under it (T7)', async () => {
  const [holder, other] = await stage.openTwoTabs()
  await acquire(holder, 'lease')
  await setClockAhead(holder, 15_000)
  await setClockAhead(other, 25_000)
  // Its end comes after 20 s, and its first renewal after 5 s.
  await holder.waitForTimeout(6_000)
  expect(await acquire(other, 'lease')).toBe('held')
})

test('a lease that was written before the clock was set back does not lock out for an hour', async () => {
  const [holder, other] = await stage.openTwoTabs()
  await setClockAhead(holder, 3_600_000)
  await acquire(holder, 'lease')
  expect(await acquire(other, 'lease')).toBe('mine')
})

test('without Web Locks, the lock of a browser is the lease', async () => {
  await stage.withoutWebLocks()
  const [holder, other] = await stage.openTwoTabs()
  expect(await acquire(holder, 'webLocks')).toBe('impossible')
  expect(await acquire(holder, 'browserLock')).toBe('mine')
  expect(await acquire(other, 'lease')).toBe('held')
})
