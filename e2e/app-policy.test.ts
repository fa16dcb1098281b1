import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openKiosk } from './kiosk-scene.ts'
import { openTv } from './tv-scene.ts'

/** A server on this computer that is nobody's: it answers every page, and its own page frames the app that is named in its address. */
const stranger = createServer(({ url = '' }, response) => {
  response.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/html')
  response.end(`<!doctype html><title>Stranger</title><iframe src="${url.slice(2)}"></iframe>`)
})

let browser: Browser
let strangerUrl: string
beforeAll(async () => {
  browser = await launchBrowser()
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`
})
afterAll(async () => {
  await browser.close()
  stranger.close()
})

/** Tries from within the page what a script that got in there would. Resolves to the directives that were in its way. It runs in the page. */
async function intrude(url: string): Promise<string[]> {
  const stopped: string[] = []
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => stopped.push(effectiveDirective))
  for (const [tag, members] of [
    ['script', { textContent: 'document.title = "taken"' }],
    ['script', { src: url }],
    ['style', { textContent: 'body { display: none }' }],
    ['iframe', { src: url }],
    ['img', { src: url }],
  ] as const)
    document.body.append(Object.assign(document.createElement(tag), members))
  await fetch(url).catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 200))
  return [...new Set(stopped)].toSorted()
}

/** What a page of another origin sees when it frames the app. */
async function framed(page: Page, app: string): Promise<string> {
  await page.goto(`${strangerUrl}?${app}`, { waitUntil: 'networkidle' })
  const frame = page.frames().find((one) => one !== page.mainFrame())
  return frame?.url() ?? ''
}

test.each([
  ['television', openTv, {}],
  ['television with an inspector', openTv, { inspectorUrl: 'http://127.0.0.1:9/' }],
  ['kiosk', openKiosk, {}],
  ['kiosk with an inspector', openKiosk, { inspectorUrl: 'http://127.0.0.1:9/' }],
] as const)(
  'a %s loads and calls nobody but its own servers, and is framed by nobody (attack X20)',
  async (_app, open, options) => {
    const { page, complaints, close } = await open(browser, options)
    expect(complaints).toEqual([])
    const title = await page.title()
    expect(await page.evaluate(intrude, strangerUrl)).toEqual([
      'connect-src',
      'frame-src',
      'img-src',
      'script-src-elem',
      'style-src-elem',
    ])
    expect(await page.title()).toBe(title)
    expect(await framed(page, page.url())).toMatch(/^chrome-error:/)
    await close()
  },
)
