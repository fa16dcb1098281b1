import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startScriptedServer } from '@device-flow/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeAuthority } from '../scripts/make-authority.mjs'
import { startTlsFront } from '../scripts/start-tls-front.mjs'
import { launchBrowser } from './browser.ts'
import { collectComplaints } from './complaints.ts'
import { askForCode } from './device.ts'
import { callByRelay, servePlayground, showInFrame, type ServedPlayground } from './playground-scene.ts'

/** A page of another port of this computer, which frames what its address names. */
const stranger = createServer(({ url = '' }, response) => {
  response.setHeader('content-type', 'text/html')
  response.end(`<!doctype html><title>Stranger</title><iframe src="${url.slice(2)}"></iframe>`)
})

let browser: Browser
let playground: ServedPlayground
let strangerUrl: string
beforeAll(async () => {
  ;[browser, playground] = await Promise.all([launchBrowser(), servePlayground(['--relay'])])
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`
})
afterAll(async () => {
  await browser.close()
  stranger.close()
  await playground.end()
})

async function open(): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const complaints = collectComplaints(page)
  await page.goto(playground.url)
  return { page, complaints }
}

const requestCode = () => askForCode({ issuer: playground.issuer, clientId: 'device-flow-demo' })

/** Asks once whether the person has decided. */
async function poll(deviceCode: string): Promise<Record<string, unknown>> {
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: deviceCode,
    client_id: 'device-flow-demo',
  })
  return (await (await fetch(`${playground.issuer}/token`, { method: 'POST', body })).json()) as Record<string, unknown>
}

describe('beside the device, in a frame', () => {
  test.each([
    ['Allow', 'main#success', { token_type: 'Bearer' }, 320],
    ['Deny', 'main#denied', { error: 'access_denied' }, 400],
  ] as const)('a person types the code, signs in and presses %s', async (decision, end, answer, width) => {
    const { page, complaints } = await open()
    const prompt = await requestCode()
    const phone = await showInFrame(page, prompt.verification_uri, width)
    await phone.getByLabel('Code on your device').fill(prompt.user_code)
    await phone.getByRole('button', { name: 'Continue' }).click()
    await phone.getByLabel('Your name').fill('Grace Hopper')
    await phone.getByRole('button', { name: 'Sign in' }).click()
    await phone.getByRole('button', { name: decision }).click()
    await phone.locator(end).waitFor()
    expect(await phone.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
    expect(await poll(prompt.device_code)).toMatchObject(answer)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a person follows the link with the code in it, and is still signed in for the next device', async () => {
    const { page } = await open()
    for (const isFirst of [true, false]) {
      const phone = await showInFrame(page, (await requestCode()).verification_uri_complete)
      await phone.getByRole('button', { name: 'Yes, it is my device' }).click()
      if (isFirst) {
        await phone.getByLabel('Your name').fill('Grace Hopper')
        await phone.getByRole('button', { name: 'Sign in' }).click()
      }
      await phone.getByRole('button', { name: 'Allow' }).click()
      await phone.locator('main#success').waitFor()
      expect(await phone.locator('main').textContent()).toContain('Grace Hopper')
    }
    await page.close()
  })

  test('a page of another port cannot show the server’s pages, nor the playground with them in it (attack X20)', async () => {
    const page = await browser.newPage()
    for (const url of [`${playground.issuer}/device`, playground.url]) {
      await page.goto(`${strangerUrl}?${url}`, { waitUntil: 'networkidle' })
      expect(page.frames().at(-1)?.url(), url).toMatch(/^chrome-error:/)
    }
    await page.close()
  })
})

test('the page may call servers by https and on this computer, and no other by http; Chromium finds no fault in its policy', async () => {
  const { page, complaints } = await open()
  const stopped = await page.evaluate(async () => {
    const urls: string[] = []
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => urls.push(new URL(blockedURI).origin))
    for (const url of ['https://id.invalid', 'http://127.0.0.1:9', 'http://localhost:9', 'http://id.invalid'])
      await fetch(url).catch(() => {})
    // The events come in their own time.
    await new Promise((resolve) => setTimeout(resolve, 200))
    return [...new Set(urls)]
  })
  expect(stopped).toEqual(['http://id.invalid'])
  expect(complaints.filter((line) => !/^(Failed to load resource|Connecting to|Fetch API)/.test(line))).toEqual([])
  await page.close()
})

describe('by the relay', () => {
  test('the page says that it is on, where to find it, and reads every header of a server without CORS', async () => {
    expect(playground.said()).toContain('The relay is on')
    const { page, complaints } = await open()
    expect(await page.evaluate(async () => (await fetch('./config.json')).json())).toMatchObject({
      relayUrl: './relay',
      canFrameServer: true,
    })
    const server = await startScriptedServer()
    server.script('token', { status: 400, body: { error: 'slow_down' }, headers: { 'Retry-After': '7' } })
    const told = await callByRelay(
      page,
      async (response) => ({
        status: response.status,
        url: response.url,
        wait: response.headers.get('retry-after'),
        body: await response.json(),
      }),
      `${server.origin}/token`,
      { method: 'POST', body: 'client_id=tv', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    )
    expect(told).toEqual({ status: 400, url: `${server.origin}/token`, wait: '7', body: { error: 'slow_down' } })
    const [request] = server.requests()
    expect(request?.headers['origin']).toBeUndefined()
    expect(request?.headers['cookie']).toBeUndefined()
    expect(request?.headers['user-agent']).toContain('Mozilla/5.0')
    expect(complaints).toEqual([])
    await server.close()
    await page.close()
  })

  test('a page signs in at a server by https whose authority this computer knows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'authority-'))
    const authority = await makeAuthority()
    await writeFile(join(folder, 'ca.pem'), authority.ca)
    const server = await startScriptedServer()
    const front = await startTlsFront(Number(new URL(server.origin).port), await authority.issue('localhost'))
    const trusting = await servePlayground(['--relay'], { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') })
    const page = await browser.newPage()
    await page.goto(trusting.url)
    const url = `https://localhost:${front.port}/device`
    const code = await callByRelay(page, (response) => response.json(), url, { method: 'POST', body: 'client_id=tv' })
    expect(code).toHaveProperty('device_code')
    await page.close()
    await Promise.all([front.close(), server.close(), trusting.end(), rm(folder, { recursive: true })])
  })

  test('a page of another origin gets nothing through (attack X26)', async () => {
    const page = await browser.newPage()
    await page.goto(`${strangerUrl}?about:blank`)
    const server = await startScriptedServer()
    const ended = await page.evaluate(
      async ([relay, url]) => {
        const said = encodeURIComponent(JSON.stringify({ url, method: 'GET', headers: [] }))
        const init: RequestInit = { method: 'POST', headers: { 'Relay-Request': said } }
        const read = await fetch(relay, init).then(String, String)
        await fetch(relay, { method: 'POST', mode: 'no-cors', body: said })
        return read
      },
      [`${playground.url}relay`, `${server.origin}/token`] as const,
    )
    expect(ended).toBe('TypeError: Failed to fetch')
    expect(server.requests()).toEqual([])
    await server.close()
    await page.close()
  })
})

test('without --relay there is none, and the page is not told of one', async () => {
  const plain = await servePlayground()
  const config = (await (await fetch(`${plain.url}config.json`)).json()) as object
  expect(config).not.toHaveProperty('relayUrl')
  expect((await fetch(`${plain.url}relay`, { method: 'POST' })).status).toBe(404)
  expect(plain.said()).not.toContain('elay')
  expect(await plain.end()).toBe(0)
})
