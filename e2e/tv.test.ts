import { startAuthServer, type AuthServer } from '@device-flow/auth-server'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { cutOffRecords, everythingKept } from './kept-records.ts'
import { decideOnPhone } from './phone.ts'
import { arriveAt, decide, openTv, press, readCode, signIn, type Scene, type SceneOptions } from './tv-scene.ts'

let browser: Browser
let shared: AuthServer
let scene: Scene | undefined
beforeAll(async () => {
  browser = await launchBrowser()
  shared = await startAuthServer({ pollIntervalSeconds: 1 })
})
afterAll(async () => {
  await browser.close()
  await shared.close()
})
afterEach(async () => {
  const complaints = scene?.complaints ?? []
  await scene?.close()
  scene = undefined
  if (complaints.length > 0) throw new Error(`the browser complained: ${complaints.join(' · ')}`)
})

/** One with a server of its own where something about the server matters. */
async function tv(options: SceneOptions = { server: shared }): Promise<Scene> {
  return (scene = await openTv(browser, options))
}

function focused({ page }: Scene): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.textContent ?? null)
}

test('a person on a sofa signs in with one key and a phone, sees what is theirs, and signs out', async () => {
  const living = await tv()
  const { page, server } = living
  const requests: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  const tokens: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/orders')) tokens.push(request.headers()['authorization'] ?? '')
  })
  await page.waitForTimeout(500)
  expect(requests, 'nothing starts by itself').toEqual([])

  await press(page, 'Enter')
  const code = await readCode(page)
  expect(code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
  expect(await page.locator('.address').innerText()).toBe(server.verificationUri.replace('http://', ''))
  await press(page, 'Enter')
  await page.getByText('Not yet: finish on your phone').waitFor()
  expect(await readCode(page)).toBe(code)
  await decideOnPhone(browser, server, code, 'Allow')
  await arriveAt(page, 'home')
  expect(await page.getByRole('heading').innerText()).toBe('Hello, Grace Hopper')
  await page.getByText('Teapot, blue').waitFor()
  await page.getByText('Updated just now').waitFor()
  const secrets = [tokens[0]!.replace('Bearer ', ''), 'Hopper']
  const keptNow = await everythingKept(page)
  expect(keptNow, 'it is kept').toContain('device-flow-encrypted')
  expect(
    secrets.filter((secret) => keptNow.includes(secret)),
    'nothing of it is in clear',
  ).toEqual([])

  await press(page, 'ArrowRight', 'Enter')
  await arriveAt(page, 'signed-out')
  const authorization = tokens.at(-1) ?? ''
  const late = (): Promise<number> =>
    fetch(`${server.apiUrl}/orders`, { headers: { authorization } }).then(({ status }) => status)
  await expect.poll(late).toBe(401)
  await page.reload()
  await arriveAt(page, 'idle')
})

test('a denial is explained, nothing starts again by itself, and Enter gets another code', async () => {
  const living = await tv()
  const { page } = living
  await press(page, 'Enter')
  const code = await readCode(page)
  await decide(living, 'deny')
  await arriveAt(page, 'problem-denied')
  await page.waitForTimeout(500)
  await arriveAt(page, 'problem-denied')
  await press(page, 'Enter')
  expect(await readCode(page)).not.toBe(code)
})

test('a code that runs out is explained, and Enter gets another one', async () => {
  const { page } = await tv({ codeLifetimeSeconds: 2 })
  await press(page, 'Enter')
  const code = await readCode(page)
  await arriveAt(page, 'problem-expired')
  await press(page, 'Enter')
  expect(await readCode(page)).not.toBe(code)
})

test('a connection that fails while the code is shown is a calm hint, and the same code still signs in', async () => {
  const living = await tv()
  const { page, context } = living
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await press(page, 'Enter')
  const code = await readCode(page)
  const place = await page.locator('.code').boundingBox()
  await context.setOffline(true)
  await page.locator('.hint', { hasText: 'The connection is unsteady' }).waitFor()
  expect(await readCode(page)).toBe(code)
  expect(await page.locator('.code').boundingBox(), 'the code stays where it was').toEqual(place)
  await context.setOffline(false)
  await decide(living, 'approve')
  await arriveAt(page, 'home')
})

test('without a connection there is no code, and a screen that says what to check', async () => {
  const { page, context } = await tv()
  await context.setOffline(true)
  await press(page, 'Enter')
  await page.locator('.lead', { hasText: 'The connection is slow' }).waitFor()
  await arriveAt(page, 'problem-offline')
  expect(await page.locator('.lead').innerText()).toContain('Check that this TV is connected to the internet')
  await context.setOffline(false)
  await press(page, 'Enter')
  await arriveAt(page, 'code')
})

test('a reload keeps the code, and later keeps the person signed in', async () => {
  const living = await tv()
  const { page } = living
  await press(page, 'Enter')
  const code = await readCode(page)
  await page.reload()
  expect(await readCode(page)).toBe(code)
  await decide(living, 'approve')
  await arriveAt(page, 'home')
  await page.reload()
  await arriveAt(page, 'home')
  await page.getByText('Teapot, blue').waitFor()
  expect(await page.getByRole('heading').innerText()).toBe('Hello, Grace Hopper')
})

test('a record that is cut off is said to be so, and Enter signs in anew, which is kept again (T20)', async () => {
  const { page } = await tv()
  await press(page, 'Enter')
  const code = await readCode(page)
  await cutOffRecords(page)
  await page.reload()
  await arriveAt(page, 'unreadable')
  await press(page, 'Enter')
  const another = await readCode(page)
  expect(another).not.toBe(code)
  await page.reload()
  expect(await readCode(page)).toBe(another)
})

test.each([
  ['denied', 'SecurityError', 'This TV lets the app keep nothing'],
  ['broken', 'UnknownError', 'This TV cannot look up your sign-in'],
])(
  'a storage that is %s is said to be so, and to sign in works all the same (T19, T20)',
  async (_what, name, title) => {
    const living = await tv()
    const { page } = living
    await page.addInitScript((fault) => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('no', fault)
      }
    }, name)
    await page.reload()
    await arriveAt(page, 'unreadable')
    expect(await page.getByRole('heading').innerText()).toBe(title)
    await page.keyboard.press('Escape')
    await arriveAt(page, 'idle')
    await signIn(living)
    await page.getByText('This TV cannot keep your sign-in just now').waitFor()
  },
)

test.each(['Escape', 'Backspace'])('%s on the remote takes the code back, and the polls end', async (key) => {
  const living = await tv()
  const { page, server } = living
  await press(page, 'Enter')
  await arriveAt(page, 'code')
  await press(page, key)
  await arriveAt(page, 'idle')
  let polls = 0
  page.on('request', (request) => void (request.url() === `${server.issuer}/token` && polls++))
  await page.waitForTimeout(1200)
  expect(polls).toBe(0)
  await page.reload()
  await arriveAt(page, 'idle')
})

test('the arrows walk between the buttons and stop at the ends; a lost focus comes back with the next key', async () => {
  const living = await tv()
  const { page } = living
  await signIn(living)
  expect(await focused(living)).toBe('Update now')
  await press(page, 'ArrowLeft')
  expect(await focused(living)).toBe('Update now')
  await press(page, 'ArrowDown', 'ArrowRight')
  expect(await focused(living)).toBe('Sign out')
  await press(page, 'ArrowUp')
  expect(await focused(living)).toBe('Update now')
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await press(page, 'Enter')
  expect(await focused(living)).toBe('Update now')
  await press(page, 'Escape')
  await arriveAt(page, 'home')
})

test('a key that is held down presses one button, not those of the screens that follow', async () => {
  const living = await tv()
  const { page } = living
  let codes = 0
  page.on('request', (request) => void (request.url().endsWith('/device/auth') && codes++))
  // A screen that has just appeared would ignore it.
  await page.waitForTimeout(420)
  await page.keyboard.down('Enter')
  for (let times = 0; times < 10; times++) {
    await page.keyboard.down('Enter')
    await page.waitForTimeout(40)
  }
  await page.keyboard.up('Enter')
  await arriveAt(page, 'code')
  expect(await focused(living)).toBe('I have signed in')
  expect(codes).toBe(1)
})
