import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { launchBrowser } from '../../../../scripts/launch-browser.mjs'
import { servePage, type ServedPage } from '../../../../scripts/serve-page.mjs'

const KIT = fileURLToPath(new URL('pages/kit.ts', import.meta.url))

/** Chromium on a site whose pages have the stores and locks as `window.kit`, with nothing stored at the start of each test. */
export class Stage {
  #browser!: Browser
  #site!: ServedPage
  /** A person's browser. */
  profile!: BrowserContext

  /** Sets the stage for the tests of a file. */
  constructor() {
    vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
    beforeAll(async () => {
      ;[this.#browser, this.#site] = await Promise.all([launchBrowser(), servePage(KIT)])
      return async () => {
        await this.#browser.close()
        this.#site.close()
      }
    })
    beforeEach(async () => {
      this.profile = await this.#browser.newContext()
    })
    afterEach(() => this.profile.close())
  }

  async openTab(): Promise<Page> {
    const tab = await this.profile.newPage()
    await tab.goto(this.#site.url)
    await tab.waitForFunction(() => 'kit' in window)
    return tab
  }

  /** Opens two tabs: as a rule, each is a process of its own. */
  openTwoTabs(): Promise<[Page, Page]> {
    return Promise.all([this.openTab(), this.openTab()])
  }

  /** Pages that are opened from now on have no Web Locks, as in televisions of Chromium 63 to 68. */
  async withoutWebLocks(): Promise<void> {
    await this.profile.addInitScript(() => {
      if (!Reflect.deleteProperty(Navigator.prototype, 'locks')) throw new Error('There still are Web Locks')
    })
  }
}
