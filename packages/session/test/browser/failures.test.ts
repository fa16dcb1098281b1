import type { Frame, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { StoreName } from './pages/kit.ts'
import { Stage } from './stage.ts'

const KEY = 'device-flow tv https://as.example/ 1a2b'
const stage = new Stage()
const both: StoreName[] = ['localStorage', 'indexedDb']

const read = (tab: Page | Frame, name: StoreName): Promise<unknown> =>
  tab.evaluate(([store, key]) => window.kit.read(store, key), [name, KEY] as const)

const write = (tab: Page | Frame, name: StoreName, revision: number, text: string): Promise<unknown> =>
  tab.evaluate(([store, key, before, value]) => window.kit.writeIf(store, key, before, value), [
    name,
    KEY,
    revision,
    text,
  ] as const)

const saying = (words: string): string => expect.stringContaining(words) as string

test('sessionStorage is refused, since a duplicated tab would hold the same refresh token', async () => {
  const tab = await stage.openTab()
  expect(await tab.evaluate(() => window.kit.keepInSessionStorage())).toMatchObject({
    message: saying('duplicated tabs'),
  })
})

test.each(both)('where site data are blocked, %s is denied and says what to allow (T20)', async (name) => {
  const tab = await stage.openTab()
  await tab.setContent(`<iframe sandbox="allow-scripts" src="${tab.url()}"></iframe>`)
  const frame = tab.frames()[1]!
  await frame.waitForFunction(() => 'kit' in window)
  expect(await read(frame, name)).toMatchObject({ problem: 'denied', message: saying('allow site data') })
  expect(await write(frame, name, 0, 'tokens')).toMatchObject({ problem: 'denied' })
  expect(await frame.evaluate(() => window.kit.acquire('browserLock', 0, 60_000))).toBe('impossible')
})

test.each(both)('when there is no room left, %s is full, and what was kept is as before (T20)', async (name) => {
  const tab = await stage.openTab()
  const devTools = await stage.profile.newCDPSession(tab)
  await devTools.send('Storage.overrideQuotaForOrigin', { origin: new URL(tab.url()).origin, quotaSize: 1_000_000 })
  await write(tab, name, 0, 'kept')
  const write6Mb = tab.evaluate(([store, key]) => window.kit.writeIf(store, key, 1, 'token '.repeat(1_000_000)), [
    name,
    KEY,
  ] as const)
  expect(await write6Mb).toMatchObject({ problem: 'full', message: saying('room') })
  expect(await read(tab, name)).toEqual({ value: { revision: 1, text: 'kept' } })
  expect(await write(tab, name, 1, 'less')).toEqual({ value: true })
})

test('an IndexedDB that does not open is unavailable after 10 s, writes nothing later, and is tried anew (T19)', async () => {
  const tab = await stage.openTab()
  await tab.clock.install()
  await tab.evaluate(() => {
    const { open } = IDBFactory.prototype
    IDBFactory.prototype.open = function (...args) {
      IDBFactory.prototype.open = open
      const request = open.apply(this, args)
      const isDue = new Promise((resolve) => request.addEventListener('success', resolve))
      // It opens at last, when nobody waits any more.
      request.addEventListener('success', (event) => event.stopImmediatePropagation(), { once: true })
      window.addEventListener('late', () => void isDue.then(() => request.dispatchEvent(new Event('success'))))
      return request
    }
  })
  const writing = write(tab, 'indexedDb', 0, 'too late')
  await tab.clock.fastForward(10_000)
  expect(await writing).toMatchObject({ problem: 'unavailable', message: saying('does not answer') })
  await tab.evaluate(() => window.dispatchEvent(new Event('late')))
  expect(await read(tab, 'indexedDb')).toEqual({ value: undefined })
  expect(await write(tab, 'indexedDb', 0, 'in time')).toEqual({ value: true })
})

test('a person can remove the site data while a tab is open; then nothing is stored, and a new sign-in is kept', async () => {
  const [tab, other] = await stage.openTwoTabs()
  await write(tab, 'indexedDb', 0, 'kept')
  const removal = await other.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const request = indexedDB.deleteDatabase('device-flow')
        for (const type of ['success', 'blocked', 'error']) request.addEventListener(type, () => resolve(type))
      }),
  )
  expect(removal).toBe('success')
  expect(await read(tab, 'indexedDb')).toEqual({ value: undefined })
  expect(await write(tab, 'indexedDb', 0, 'new')).toEqual({ value: true })
})

test('what is no record of ours is damaged, not overwritten, and set aside for a new sign-in (T20)', async () => {
  const tab = await stage.openTab()
  await tab.evaluate((key) => localStorage.setItem(key, '{"revision":1,"te'), KEY)
  expect(await read(tab, 'localStorage')).toMatchObject({ problem: 'damaged', message: saying('Sign in again') })
  expect(await write(tab, 'localStorage', 0, 'new')).toMatchObject({ problem: 'damaged' })
  await tab.evaluate((key) => window.kit.setAside('localStorage', key), KEY)
  expect(await write(tab, 'localStorage', 0, 'new')).toEqual({ value: true })
  expect(await tab.evaluate((key) => localStorage.getItem(`${key} (aside)`), KEY)).toBe('{"revision":1,"te')
})

async function setFrozen(tab: Page, isFrozen: boolean): Promise<void> {
  const devTools = await stage.profile.newCDPSession(tab)
  await devTools.send('Page.setWebLifecycleState', { state: isFrozen ? 'frozen' : 'active' })
}

describe('a tab that is frozen', () => {
  test('does not keep its lease for ever, and what it then writes upon an old revision is refused (T11)', async () => {
    const [frozen, other] = await stage.openTwoTabs()
    await write(frozen, 'indexedDb', 0, 'one')
    await frozen.evaluate(() => window.kit.acquire('lease', 0, 1_500))
    await setFrozen(frozen, true)
    expect(await other.evaluate(() => window.kit.acquire('lease', 10_000, 60_000))).toBe('mine')
    expect(await write(other, 'indexedDb', 1, 'theirs')).toEqual({ value: true })
    await setFrozen(frozen, false)
    expect(await write(frozen, 'indexedDb', 1, 'late')).toEqual({ value: false })
    await frozen.evaluate(() => window.kit.release())
    expect(await frozen.evaluate(() => window.kit.acquire('lease', 0, 60_000))).toBe('held')
  })

  test.each(both)('looks again when it is shown, since %s may have changed meanwhile (T22)', async (name) => {
    const tab = await stage.openTab()
    await tab.evaluate(([store, key]) => window.kit.watch(store, key), [name, KEY] as const)
    // Of a write of its own page it hears nothing, as a frozen one of others' writes.
    await tab.evaluate((key) => localStorage.setItem(key, 'another'), KEY)
    expect(await tab.evaluate(() => window.kit.heard())).toBe(0)
    await tab.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    expect(await tab.evaluate(() => window.kit.heard())).toBe(1)
  })
})
