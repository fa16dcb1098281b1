import { startAuthServer, type AuthServer, type AuthServerOptions } from '@device-flow/auth-server'
import { createInspector } from '@device-flow/inspect'
import { webSocketTransport } from '@device-flow/inspect/websocket'
import { serveViewer, type ServedViewer } from '@device-flow/viewer'
import { createDeviceFlowMachine, type DeviceFlowActor } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { createActor } from 'xstate'
import { collectComplaints } from './complaints.ts'

/** A viewer in a browser, and everything that its browser complained about or asked for elsewhere. */
export interface Viewer {
  served: ServedViewer
  page: Page
  complaints: string[]
  /** Addresses of other hosts that the page asked for. */
  elsewhere: string[]
  close(): Promise<void>
}

/** Opens the viewer. Nothing is there to watch. */
export async function openViewer(browser: Browser, options: BrowserContextOptions = {}): Promise<Viewer> {
  const served = await serveViewer()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const complaints = collectComplaints(page)
  const elsewhere: string[] = []
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url())
    if (protocol !== 'blob:' && host !== new URL(served.url).host) elsewhere.push(request.url())
  })
  await page.goto(served.url)
  return {
    served,
    page,
    complaints,
    elsewhere,
    async close() {
      await context.close()
      await served.close()
    },
  }
}

/** Fails the test whose browser complained, or asked for something elsewhere. */
export function throwComplaints({ complaints, elsewhere }: Viewer): void {
  if (complaints.length > 0) throw new Error(`the browser complained: ${complaints.join(' · ')}`)
  if (elsewhere.length > 0) throw new Error(`the page asked for ${elsewhere.join(' ')}`)
}

/** A login in this process that a viewer can watch. */
export interface WatchedLogin {
  server: AuthServer
  actor: DeviceFlowActor
  /** The code that the person has to type. */
  code(): Promise<string>
  /** As when the process ends. */
  leave(): Promise<void>
  close(): Promise<void>
}

/** Starts a login at a real authorization server, and tells the viewer's server about it. */
export async function startWatchedLogin(
  { webSocketUrl }: Pick<ServedViewer, 'webSocketUrl'>,
  options: AuthServerOptions = {},
): Promise<WatchedLogin> {
  const server = await startAuthServer({ pollIntervalSeconds: 1, ...options })
  const { issuer, clientId, apiUrl } = server
  const scope = 'openid profile offline_access api:read'
  const services = createOAuthServices({ issuer, clientId, scope, resource: apiUrl })
  const inspector = createInspector({ transport: webSocketTransport({ url: webSocketUrl }) })
  const actor = createActor(createDeviceFlowMachine(services), { inspect: inspector.inspect }).start()
  actor.send({ type: 'start' })
  return {
    server,
    actor,
    code: () =>
      new Promise((resolve) => {
        const look = (): void => {
          const { authorization } = actor.getSnapshot().context
          if (!authorization) return
          subscription.unsubscribe()
          resolve(authorization.userCode)
        }
        const subscription = actor.subscribe(look)
        look()
      }),
    leave: () => inspector.close(),
    async close() {
      actor.stop()
      await inspector.close()
      await server.close()
    },
  }
}

/** Waits until a state is lit. */
export function isLit(page: Page, state: string): Promise<void> {
  return page.locator(`.state-live[data-state="${state}"]`).waitFor()
}

/** What the list of events says, a line each. */
export function eventLines(page: Page): Promise<string[]> {
  return page
    .getByRole('option')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).innerText.replaceAll(/\s+/g, ' ')))
}

/** Opens a transcript in the viewer. */
export async function openTranscript(page: Page, text: string, name = 'login.jsonl'): Promise<void> {
  const buffer = Buffer.from(text)
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/jsonl', buffer })
}
