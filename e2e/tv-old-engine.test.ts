import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { arriveAt, openTv, press, signIn } from './tv-scene.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Takes away what came after Chromium 63. It runs in the page, so it stands alone. */
function chromium63(): void {
  const gone: [object, string[]][] = [
    [
      window,
      ['AbortController', 'AbortSignal', 'queueMicrotask', 'structuredClone', 'WeakRef', 'FinalizationRegistry'],
    ],
    [window, ['AggregateError', 'BigInt', 'ResizeObserver', 'scheduler', 'reportError', 'navigation']],
    [Request.prototype, ['signal']],
    [
      Array.prototype,
      ['flat', 'flatMap', 'at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'],
    ],
    [String.prototype, ['replaceAll', 'matchAll', 'at', 'trimStart', 'trimEnd', 'isWellFormed', 'toWellFormed']],
    [Object.getPrototypeOf(Uint8Array.prototype) as object, ['at', 'findLast', 'findLastIndex', 'toSorted', 'with']],
    [Uint8Array, ['fromBase64', 'fromHex']],
    [Uint8Array.prototype, ['toBase64', 'toHex']],
    [Object, ['fromEntries', 'hasOwn', 'groupBy']],
    [Map, ['groupBy']],
    [Array, ['fromAsync']],
    [Promise, ['allSettled', 'any', 'withResolvers', 'try']],
    [URL, ['canParse', 'parse']],
    [Symbol.prototype, ['description']],
    [Response, ['json']],
    [Blob.prototype, ['arrayBuffer', 'text', 'stream']],
    [
      Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object,
      ['map', 'filter', 'toArray', 'forEach', 'some', 'every', 'find', 'take', 'drop', 'reduce'],
    ],
    [window, ['Iterator']],
    [window, ['LockManager']],
    [Navigator.prototype, ['locks']],
    [IDBFactory.prototype, ['databases']],
    [window, ['globalThis']],
  ]
  for (const [holder, names] of gone)
    for (const name of names) if (!Reflect.deleteProperty(holder, name)) throw new Error(`${name} is still there`)
}

/** Leaves AbortController as it was from Chromium 66 to 97. */
function withoutAbortReasons(): void {
  for (const name of ['reason', 'throwIfAborted']) Reflect.deleteProperty(AbortSignal.prototype, name)
  for (const name of ['abort', 'timeout', 'any']) Reflect.deleteProperty(AbortSignal, name)
}

test.each([
  ['that lacks what came after Chromium 63', chromium63],
  ['whose signals have no reason, as before Chromium 98', withoutAbortReasons],
])(
  'in an engine %s, a person cancels, signs in, still is after a reload, and signs out as in any other',
  async (_name, initScript) => {
    const scene = await openTv(browser, { initScript })
    const { page } = scene
    await press(page, 'Enter')
    await arriveAt(page, 'code')
    await press(page, 'Escape')
    await arriveAt(page, 'idle')
    await signIn(scene)
    await page.locator('.updated', { hasText: 'Updated just now' }).waitFor()
    await page.reload()
    await page.locator('.updated', { hasText: 'Updated just now' }).waitFor()
    await press(page, 'ArrowRight', 'Enter')
    await arriveAt(page, 'signed-out')
    await scene.close()
    expect(scene.complaints).toEqual([])
  },
)
