import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serveApp } from '@device-flow/auth-server'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openGuide } from './guide-scene.ts'
import { makeSnippetFolder } from './snippets.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Signs in from a page at a server that knows nothing of CORS, to the end. Resolves to what the server heard, and the page's last words. */
async function signInUnallowed(options: string): Promise<{ heard: string[]; end: string; blocked: number }> {
  const heard: string[] = []
  const server = createServer(({ method, url }, response) => {
    heard.push(`${method} ${url}`)
    response.writeHead(method === 'POST' ? 200 : 404, { 'content-type': 'application/json' })
    response.end(
      method === 'POST' ? '{"device_code":"d","user_code":"U","verification_uri":"https://u","expires_in":9}' : '',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = await makeSnippetFolder('cors')
  const script = `
    import { createDeviceFlowMachine } from '@device-flow/machine'
    import { createOAuthServices } from '@device-flow/oauth'
    import { createActor, waitFor } from 'xstate'
    const endpoints = { deviceAuthorizationEndpoint: '${address}/device', tokenEndpoint: '${address}/token' }
    const services = createOAuthServices({ endpoints, clientId: 'tv', ${options} })
    const actor = createActor(createDeviceFlowMachine(services)).start()
    actor.send({ type: 'start' })
    const { context } = await waitFor(actor, (snapshot) => snapshot.matches('error'))
    document.title = context.error.reason + ': ' + context.error.message`
  await writeFile(join(folder, 'index.html'), `<!doctype html><title></title><script type="module">${script}</script>`)
  await build({ root: folder, logLevel: 'error', build: { target: 'es2022' } })
  const app = await serveApp({ dist: join(folder, 'dist'), config: { issuer: '', clientId: '', apiUrl: '' } })
  const page = await browser.newPage()
  let blocked = 0
  page.on('console', (message) => void (message.text().includes('has been blocked by CORS policy') && blocked++))
  await page.goto(app.url)
  await page.waitForFunction(() => document.title !== '')
  const end = await page.title()
  await Promise.all([page.close(), app.close(), rm(folder, { recursive: true })])
  server.close()
  return { heard, end, blocked }
}

test('a server without CORS hears and answers each try, and the browser hides the answers', async () => {
  const { heard, end, blocked } = await signInUnallowed('')
  expect(heard).toEqual(['POST /device', 'POST /device', 'POST /device'])
  expect(end).toMatch(
    /^offline: .* does not allow this page's origin, http:\/\/127\.0\.0\.1:\d+ \(CORS: see docs\/cors\.md /,
  )
  expect(blocked).toBe(3)
})

test('a request with a header of its own is asked for first, and goes no further', async () => {
  const { heard, end } = await signInUnallowed(`headers: { 'x-device': 'tv' }`)
  expect(heard).toEqual(['OPTIONS /device', 'OPTIONS /device', 'OPTIONS /device'])
  expect(end).toMatch(/^offline: .*\(CORS: /)
})

test('the proxy that the docs show signs in at a server that allows no page', async () => {
  const { page, complaints, decide, close } = await openGuide(browser, 'React', { by: 'proxy' })
  await page.getByRole('button', { name: 'Sign in' }).click()
  await decide('Allow')
  await page.getByText('Hello, Grace Hopper').waitFor()
  await page.getByRole('button', { name: 'Show my orders' }).click()
  await page.getByText('Teapot, blue').waitFor()
  expect(complaints).toEqual([])
  await close()
})
