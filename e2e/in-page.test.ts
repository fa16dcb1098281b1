import { fileURLToPath } from 'node:url'
import { startScriptedServer } from '@device-flow/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { servePage, type ServedPage } from '../scripts/serve-page.mjs'
import { launchBrowser } from './browser.ts'
import { collectComplaints } from './complaints.ts'
import { makeTrouble } from './in-page/probes.ts'

let browser: Browser
let site: ServedPage
let page: Page
let complaints: string[]
const elsewhere: string[] = []
beforeAll(async () => {
  ;[browser, site] = await Promise.all([
    launchBrowser(),
    servePage(fileURLToPath(new URL('in-page/page.ts', import.meta.url))),
  ])
  page = await browser.newPage()
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) elsewhere.push(request.url())
  })
  // The trouble over HTTP, which is only there to compare with.
  complaints = collectComplaints(page, (message) =>
    /^Failed to load resource|^Access to fetch at 'http:/.test(message.text()),
  )
  await page.goto(site.url)
})
afterAll(async () => {
  await browser.close()
  site.close()
})

test('a page is told of all trouble by the fetch of a scripted server as by a server over the network (D1, D4, E1, H5)', async () => {
  const server = await startScriptedServer({ cors: true })
  makeTrouble(server)
  const overHttp = await page.evaluate((origin) => window.kit.meetHttp(origin), server.origin)
  expect(await page.evaluate(() => window.kit.meetInPage())).toEqual(overHttp)
  expect(Object.keys(overHttp)).toHaveLength(15)
  expect(overHttp).toMatchObject({ '/reset': 'TypeError: Failed to fetch', 'given up': 'Error: enough' })
  await server.goOffline()
  expect(await page.evaluate((origin) => window.kit.meetForeignHttp(origin), server.origin)).toMatchObject({
    simple: 'TypeError: Failed to fetch',
  })
  await server.close()
})

test('a server that allows no page looks the same, too, and has carried out what a browser sends without asking', async () => {
  const server = await startScriptedServer()
  makeTrouble(server)
  const overHttp = await page.evaluate((origin) => window.kit.meetForeignHttp(origin), server.origin)
  const { told, requests } = await page.evaluate(() => window.kit.meetForeignInPage())
  expect(told).toEqual(overHttp)
  expect(requests).toEqual([['POST', true]])
  const seen = server.requests().filter(({ method }) => method !== 'OPTIONS')
  expect(seen.map(({ method }) => method)).toEqual(['POST'])
  await server.close()
})

test('a person signs in at a server within the page, poll by poll, at any pace, and nothing leaves the page', async () => {
  elsewhere.length = 0
  const told = await page.evaluate(async () => {
    const { clock, server, send, view, toNextPoll, until } = window.kit.begin()
    const startedAt = performance.now()
    send('start')
    await until('awaitingUser')
    const waits = [await toNextPoll(), await toNextPoll()]
    const shown = view()
    server.goOffline()
    await clock.step(20_000)
    const blip = view()
    await server.goOnline()
    server.approve()
    await until('authorized')
    clock.sleep(8 * 3_600_000)
    clock.jumpWall(-3_600_000)
    clock.play(600)
    // The access token has expired meanwhile: it is renewed, once.
    while (server.counts().refreshes === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    clock.pause()
    const { status } = view()
    return { waits, shown, blip, status, counts: server.counts(), realMs: performance.now() - startedAt }
  })
  expect(told).toMatchObject({
    waits: [5000, 5000],
    shown: { status: 'awaitingUser', userCode: expect.stringMatching(/^\d{8}$/) },
    blip: { status: 'awaitingUser', lastBlip: 'offline' },
    counts: { refreshes: 1, reuses: 0, earlyPolls: 0, liveFamilies: 1 },
  })
  expect(told.realMs).toBeLessThan(10_000)
  expect(elsewhere).toEqual([])
})

test('a login runs by itself at a minute a second, and is refused by a server that allows no page, in the words for it', async () => {
  const told = await page.evaluate(async () => {
    const { clock, server, send, view } = window.kit.begin({ rate: 60 })
    const shows = (status: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => void (view().status === status ? resolve() : setTimeout(look, 10))
        look()
      })
    send('start')
    await shows('awaitingUser')
    await new Promise((resolve) => setTimeout(resolve, 600))
    const polls = server.requests('token').length
    server.approve()
    await shows('authorized')
    const gaps = server.gaps('token')
    clock.pause()

    const refused = window.kit.begin({ cors: false })
    refused.send('start')
    await refused.until('error')
    return { polls, gaps, message: (refused.view() as { message?: string; error?: Error }).error?.message }
  })
  expect(told.polls).toBeGreaterThanOrEqual(3)
  for (const gap of told.gaps) expect(gap).toBeGreaterThanOrEqual(5000)
  expect(told.message).toContain('docs/cors.md')
  expect(complaints).toEqual([])
})
