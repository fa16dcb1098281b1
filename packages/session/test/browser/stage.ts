import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { launchBrowser } from '../../../../scripts/launch-browser.mjs'
import { fromSource } from '../../../../vitest.base.ts'

/** Chromium on a site whose pages have the stores and locks as `window.kit`, with nothing stored at the start of each test. */
export class Stage {
  #browser!: Browser
  #site!: { url: string; close(): void }
  /** A person's browser. */
  profile!: BrowserContext

  /** Sets the stage for the tests of a file. */
  constructor() {
    vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
    beforeAll(async () => {
      ;[this.#browser, this.#site] = await Promise.all([launchBrowser(), serveKit()])
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

async function serveKit(): Promise<{ url: string; close(): void }> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: fromSource.resolve,
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: fileURLToPath(new URL('pages/kit.ts', import.meta.url)) },
    },
  })) as Rolldown.RolldownOutput
  const [{ code }] = output
  const server = createServer((request, response) => {
    const isScript = request.url === '/kit.js'
    // A page of a sandboxed frame has no origin, and may load it all the same.
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('content-type', `text/${isScript ? 'javascript' : 'html'}; charset=utf-8`)
    response.end(isScript ? code : '<!doctype html><title>Stores</title><script type="module" src="/kit.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
