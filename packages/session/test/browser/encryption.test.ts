import { createCanaries, findCanaries } from '@device-flow/testing'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { Stage } from './stage.ts'

const KEY = 'device-flow tv https://as.example/ 1a2b'
const stage = new Stage()

const write = (tab: Page, key: string, text: string): Promise<unknown> =>
  tab.evaluate(([name, value]) => window.kit.writeIf('encryptedIndexedDb', name, 0, value), [key, text] as const)

const read = (tab: Page, key = KEY): Promise<unknown> =>
  tab.evaluate((name) => window.kit.read('encryptedIndexedDb', name), key)

test('no secret is in clear anywhere in the browser under the encrypted store, and its key cannot be extracted', async () => {
  const canaries = createCanaries()
  const tab = await stage.openTab()
  await write(tab, KEY, JSON.stringify(canaries))
  const { text, keys } = await tab.evaluate(() => window.kit.dump())
  expect(text).toContain('device-flow-encrypted-1')
  expect(findCanaries(text, canaries)).toEqual([])
  expect(keys).toEqual([{ extractable: false, name: 'AES-GCM', length: 256 }])
})

test('three tabs that make the key of this browser at once get the same one', async () => {
  await stage.profile.addInitScript(() => {
    const { generateKey } = SubtleCrypto.prototype
    // So that each begins before another has ended.
    const generateSlowly = async function (this: SubtleCrypto, ...args: Parameters<SubtleCrypto['generateKey']>) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      return generateKey.apply(this, args)
    }
    Object.assign(SubtleCrypto.prototype, { generateKey: generateSlowly })
  })
  const tabs = await Promise.all([stage.openTab(), stage.openTab(), stage.openTab()])
  await Promise.all(tabs.map((tab, index) => write(tab, `record ${index}`, String(index))))
  for (const index of tabs.keys()) {
    expect(await read(tabs[0]!, `record ${index}`)).toEqual({ value: { revision: 1, text: String(index) } })
  }
})

test('a record whose key is gone says so, and can be set aside for a new sign-in (T20)', async () => {
  const tab = await stage.openTab()
  await write(tab, KEY, 'tokens')
  await tab.evaluate(() => window.kit.deleteKey())
  await tab.reload()
  expect(await read(tab)).toMatchObject({
    problem: 'keyLost',
    message: expect.stringContaining('Sign in again') as string,
  })
  await tab.evaluate((key) => window.kit.setAside('encryptedIndexedDb', key), KEY)
  expect(await read(tab)).toEqual({ value: undefined })
  expect(await write(tab, KEY, 'new')).toEqual({ value: true })
  expect(await read(tab)).toEqual({ value: { revision: 1, text: 'new' } })
})

const addDpopKey = (tab: Page): Promise<unknown> =>
  tab.evaluate(() => window.kit.addDpopKey('DPoP ES256 tv https://as.example/'))

test('a DPoP key is one for all tabs, is there after a reload, and no script can read it (H9)', async () => {
  const tabs = await stage.openTwoTabs()
  const [one, other] = await Promise.all(tabs.map(addDpopKey))
  expect(one).toMatchObject({ privateKey: 'InvalidAccessError', isFound: true })
  expect(other).toEqual(one)
  await tabs[0].reload()
  expect(await addDpopKey(tabs[0])).toEqual(one)
})
