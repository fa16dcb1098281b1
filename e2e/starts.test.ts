import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { playPerson, startAuthServer, type AuthServer } from '@device-flow/auth-server'
import type { Browser, Locator, Page } from 'playwright-core'
import { preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { collectComplaints } from './complaints.ts'
import { forServer, root } from './snippets.ts'
import { violations } from './violations.ts'

let browser: Browser
let server: AuthServer
const apps: PreviewServer[] = []
beforeAll(async () => {
  browser = await launchBrowser()
  server = await startAuthServer({ pollIntervalSeconds: 1 })
})
afterAll(async () => {
  await browser.close()
  await Promise.all(apps.map((app) => app.close()))
  await server.close()
})

/** Opens a start from the folder of its files, for the server of this test. */
async function open(outDir: string): Promise<{ page: Page; complaints: string[]; close(): Promise<void> }> {
  const app = await preview({ root: outDir, build: { outDir }, logLevel: 'error', preview: { port: 0 } })
  apps.push(app)
  const address = app.resolvedUrls?.local[0] ?? ''
  server.allowOrigin(address)
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  // "Not yet" is a 400 (RFC 8628 §3.5), and Chromium prints it.
  const complaints = collectComplaints(page, (message) => message.text().includes('status of 400'))
  await context.route('**/*.js', async (route) => {
    // The server may have closed the connection that it would use again.
    const response = await route.fetch({ maxRetries: 2 })
    return route.fulfill({ response, body: forServer(await response.text(), server) })
  })
  await page.goto(address)
  const close = async (): Promise<void> => {
    // Code that follows in the background may still be on its way through the route.
    await context.unrouteAll({ behavior: 'wait' })
    await context.close()
  }
  return { page, complaints, close }
}

/** The person's side: enters the code that stands somewhere. */
async function decide(code: Locator, decision: 'approve' | 'deny'): Promise<void> {
  const [userCode = ''] = /[A-Z]{4}-[A-Z]{4}/.exec(await code.innerText()) ?? []
  await playPerson({ verificationUri: server.verificationUri, userCode, decision, name: 'Grace' })
}

/** Storing takes half a second from now on: what is shown as done before, a reload takes back. */
function storeSlowly(): void {
  const { encrypt } = SubtleCrypto.prototype
  SubtleCrypto.prototype.encrypt = async function (...given) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    return encrypt.apply(this, given)
  }
}

const BUILT = ['angular', 'lit', 'react', 'solid', 'svelte', 'vue', 'xstate']

test('there is no start that nobody runs', async () => {
  // That for Node runs in docs-sessions.test.ts, as a process.
  expect(new Set(await readdir(join(root, 'starts')))).toEqual(new Set([...BUILT, 'html', 'node']))
})

describe.concurrent('the start for', () => {
  test.each(BUILT)(
    '%s signs in, after a no by mistake, stays signed in over a reload, and signs out in all tabs (T17)',
    async (name) => {
      const { page, complaints, close } = await open(join(root, 'starts', name, 'dist'))
      const button = (text: string) => page.getByRole('button', { name: text })
      await button('Sign in').click()
      const code = page.getByText(/[A-Z]{4}-[A-Z]{4}/).last()
      const address = page.getByText(server.verificationUri)
      await address.waitFor()
      expect(await violations(page)).toEqual([])
      await button('Cancel').focus()
      await page.waitForResponse((response) => response.status() === 400) // a poll: "not yet"
      expect(await button('Cancel').evaluate((cancel) => cancel.matches(':focus'))).toBe(true)
      await decide(code, 'deny')
      await button('Try again').click()
      await address.waitFor()
      await decide(code, 'approve')
      await page.getByText('Hello, Grace').waitFor()
      await page.reload()
      await page.getByText('Hello, Grace').waitFor()
      expect(await violations(page)).toEqual([])
      const other = await page.context().newPage()
      await other.goto(page.url())
      const signIn = other.getByRole('button', { name: 'Sign in' })
      await other.getByText('Hello, Grace').waitFor()
      await other.evaluate(storeSlowly)
      await other.getByRole('button', { name: 'Sign out' }).click()
      await signIn.waitFor()
      await other.reload()
      await signIn.waitFor()
      await page.getByText('Signed out in another tab').waitFor()
      await button('Sign in').waitFor()
      expect(complaints).toEqual([])
      await close()
    },
  )

  test('HTML alone signs in, in ten lines and without a bundler', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'start-html-'))
    const html = await readFile(join(root, 'starts', 'html', 'index.html'), 'utf8')
    expect(html.trimEnd().split('\n').length).toBeLessThanOrEqual(10)
    await writeFile(join(folder, 'index.html'), forServer(html, server))
    const element = join(root, 'packages', 'element', 'dist', 'device-login.js')
    await copyFile(element, join(folder, 'device-login.js'))
    const { page, complaints, close } = await open(folder)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('.code-groups').waitFor()
    expect(await violations(page)).toEqual([])
    await decide(page.locator('.code-groups'), 'approve')
    const hello = page.getByText('Hello!')
    await hello.waitFor()
    await page.reload()
    await hello.waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await hello.isVisible()).toBe(false)
    expect(complaints).toEqual([])
    await close()
    await rm(folder, { recursive: true })
  })
})
