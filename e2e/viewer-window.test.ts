import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { createInspector, type InspectionMessage } from '@device-flow/inspect'
import { serveViewer, type ServedViewer } from '@device-flow/viewer'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { launchBrowser } from './browser.ts'
import { eventLines } from './viewer-scene.ts'

let browser: Browser
let served: ServedViewer
let context: BrowserContext
let app: Server
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  served = await serveViewer()
  context = await browser.newContext()
})
afterEach(async () => {
  await context.close()
  app.closeAllConnections()
  app.close()
  await served.close()
})

/** What a real inspector tells of a login that waits for its person. */
async function messages(): Promise<InspectionMessage[]> {
  const services = createScriptedServices()
  const told: InspectionMessage[] = []
  const transport = { send: (message: InspectionMessage) => void told.push(message) }
  const tool = createInspector({ transport, now: () => services.clock.now() })
  const actor = createActor(createDeviceFlowMachine(services), { inspect: tool.inspect }).start()
  actor.send({ type: 'start' })
  await services.clock.advance(1000)
  tool.flush()
  return told
}

/** The app: it has the transports, and keeps what a viewer asks for. */
function appPage(url: string, backlog: readonly InspectionMessage[]): string {
  return `<!doctype html><title>App</title><script type="module">
    import { inspectorFrame, openInspectorWindow } from './window.js'
    window.heard = []
    const url = ${JSON.stringify(url)}
    const side = { backlog: () => ${JSON.stringify(backlog)}, receive: (message) => window.heard.push(message) }
    window.openWindow = () => openInspectorWindow({ url }).open(side)
    window.openFrame = () => {
      const frame = document.body.appendChild(document.createElement('iframe'))
      inspectorFrame({ url, frame }).open(side)
    }
  </script>`
}

/** Opens the app, from a server of its own. */
async function openApp(backlog: readonly InspectionMessage[]): Promise<Page> {
  // The build: a browser runs no TypeScript.
  const transports = new URL('../packages/inspect/dist/', import.meta.url)
  app = createServer(async ({ url = '/' }, response) => {
    if (!url.endsWith('.js'))
      return void response.setHeader('content-type', 'text/html').end(appPage(served.url, backlog))
    response.setHeader('content-type', 'text/javascript').end(await readFile(new URL(basename(url), transports)))
  })
  app.listen(0, '127.0.0.1')
  await once(app, 'listening')
  const page = await context.newPage()
  await page.goto(`http://localhost:${(app.address() as AddressInfo).port}/`)
  return page
}

function heard(page: Page): Promise<unknown> {
  return page.evaluate('window.heard')
}

test('a viewer in a window of its own shows the login of the page that opened it, and an event goes back there', async () => {
  const told = await messages()
  const page = await openApp(told)
  const [viewer] = await Promise.all([page.waitForEvent('popup'), page.evaluate('window.openWindow()')])
  await viewer.locator('[data-state="awaitingUser.waiting"].state-live').waitFor()
  await viewer.getByRole('button', { name: 'cancel', exact: true }).click()
  const send = { type: 'send', sessionId: told[0]?.sessionId, event: { type: 'cancel' } }
  await expect.poll(() => heard(page)).toEqual([send])

  const lines = await eventLines(viewer)
  await viewer.reload()
  await viewer.locator('[data-state="awaitingUser.waiting"].state-live').waitFor()
  expect(await eventLines(viewer)).toEqual(lines)
})

test('a viewer in a frame of an app on this computer works like one in a window', async () => {
  const page = await openApp(await messages())
  await page.evaluate('window.openFrame()')
  const viewer = page.frameLocator('iframe')
  await viewer.locator('[data-state="awaitingUser.waiting"].state-live').waitFor()
  await viewer.getByRole('button', { name: 'hint', exact: true }).click()
  await expect.poll(() => heard(page)).toMatchObject([{ event: { type: 'hint' } }])
})
