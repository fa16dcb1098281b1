import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { storeCases } from '../store-cases.ts'
import type { StoreName } from './pages/kit.ts'
import { Stage } from './stage.ts'

const KEY = 'device-flow tv https://as.example/ 1a2b'
const TIMES = 12
const stage = new Stage()

const COUNTED = { value: { revision: 2 * TIMES, text: String(2 * TIMES) } }

/** Two tabs count up at once; the function reads what each of them has then. */
async function countUpInTwoTabs(name: StoreName): Promise<() => Promise<unknown[]>> {
  const tabs = await stage.openTwoTabs()
  const inEach = <T>(run: (tab: Page) => Promise<T>): Promise<T[]> => Promise.all(tabs.map(run))
  await inEach((tab) =>
    tab.evaluate(([store, key, times]) => window.kit.countUp(store, key, times), [name, KEY, TIMES] as const),
  )
  return () => inEach((tab) => tab.evaluate(([store, key]) => window.kit.read(store, key), [name, KEY] as const))
}

describe.each<StoreName>(['localStorage', 'indexedDb', 'encryptedIndexedDb'])('the store %s', (name) => {
  test.each(storeCases)('$title', async ({ title }) => {
    const tab = await stage.openTab()
    const run = tab.evaluate(([store, one]) => window.kit.runStoreCase(store, one), [name, title] as const)
    await expect(run).resolves.toBeUndefined()
  })

  test.each([
    ['of two tabs that count up at once, none loses a count (R6)', () => Promise.resolve()],
    ['the same without Web Locks, as on a television', () => stage.withoutWebLocks()],
  ])('%s', async (_title, prepare) => {
    await prepare()
    // Web Storage promises no tab to see at once what another has written; a count that was lost never comes.
    await expect.poll(await countUpInTwoTabs(name), { timeout: 10_000 }).toEqual([COUNTED, COUNTED])
  })

  test('another tab hears of a change; what is kept is there after a reload', async () => {
    const [writer, listener] = await stage.openTwoTabs()
    await listener.evaluate(([store, key]) => window.kit.watch(store, key), [name, KEY] as const)
    await writer.evaluate(([store, key]) => window.kit.writeIf(store, key, 0, 'kept'), [name, KEY] as const)
    await writer.evaluate(([store, key]) => window.kit.notify(store, key), [name, KEY] as const)
    await expect.poll(() => listener.evaluate(() => window.kit.heard())).toBeGreaterThan(0)
    await writer.reload()
    expect(await writer.evaluate(([store, key]) => window.kit.read(store, key), [name, KEY] as const)).toEqual({
      value: { revision: 1, text: 'kept' },
    })
  })
})

test.each([
  ['none loses a count', () => Promise.resolve()],
  ['the same without Web Locks, as on a television', () => stage.withoutWebLocks()],
])('of two tabs that see late what the other one has written to localStorage, %s (R6)', async (_title, prepare) => {
  await prepare()
  await expect.poll(await countUpInTwoTabs('lateLocalStorage'), { timeout: 10_000 }).toEqual([COUNTED, COUNTED])
})

test.each<StoreName>(['localStorage', 'indexedDb'])(
  'whoever hears of a change in %s can read it at once, however busy the browser is (R6)',
  async (name) => {
    const [writer, reader] = await stage.openTwoTabs()
    await reader.evaluate(([store, key]) => window.kit.readWhenNotified(store, key), [name, KEY] as const)
    await writer.evaluate(([store, key]) => window.kit.writeAndNotify(store, key, 40), [name, KEY] as const)
    const read = (): Promise<unknown> => reader.evaluate(() => window.kit.noticesRead())
    await expect.poll(read, { timeout: 20_000 }).toEqual({ last: 40, early: 0 })
  },
)
