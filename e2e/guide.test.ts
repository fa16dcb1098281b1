import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { cutOffRecords } from './kept-records.ts'
import type { Framework } from './guide-build.ts'
import { codeOn, openGuide } from './guide-scene.ts'
import { violations } from './violations.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const frameworks: Framework[] = ['React', 'Vue']

const button = (page: Page, name: string) => page.getByRole('button', { name })
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest('section')?.getAttribute('aria-label') ?? null)

describe.each(frameworks)('what the guide says for %s', (framework) => {
  test('signs a person in, after they said no by mistake', async () => {
    const { page, complaints, decide, close } = await openGuide(browser, framework)
    const live = page.locator('[aria-live=polite]')
    expect(await live.count(), 'what announces is there before there is anything to announce').toBe(1)
    await button(page, 'Sign in').press('Enter')
    const timer = page.getByRole('timer')
    await timer.filter({ hasText: /^\d+ s left$/ }).waitFor()
    expect(await focused(page)).toBe('Your account')
    expect(await violations(page)).toEqual([])
    const before = Number.parseInt(await timer.innerText(), 10)
    await expect.poll(async () => Number.parseInt(await timer.innerText(), 10), { timeout: 5_000 }).toBeLessThan(before)
    expect(await page.getByRole('link').getAttribute('href')).toContain(await codeOn(page))

    await decide('Deny')
    await page.getByRole('heading', { name: 'The sign-in was refused' }).waitFor()
    expect(await violations(page)).toEqual([])
    await button(page, 'Try again').click()
    await timer.waitFor()
    await button(page, 'Cancel').press('Enter')
    await button(page, 'Sign in').waitFor()
    expect(await focused(page)).toBe('Your account')
    await button(page, 'Sign in').click()
    await button(page, 'I have signed in').click()
    await decide('Allow')
    await page.getByText('Hello, Grace Hopper').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  test('keeps the code and the session over a reload, shows the orders, and signs out', async () => {
    const { page, complaints, decide, close } = await openGuide(browser, framework)
    const hello = page.getByText('Hello, Grace Hopper')
    const signIn = button(page, 'Sign in')
    await signIn.click()
    const code = await codeOn(page)
    await page.reload()
    expect(await codeOn(page)).toBe(code)
    await decide('Allow')
    await hello.waitFor()
    await page.reload()
    await hello.waitFor()

    await button(page, 'Show my orders').click()
    await page.getByText('Teapot, blue').waitFor()
    expect(await violations(page)).toEqual([])
    await button(page, 'Sign out').press('Enter')
    await signIn.waitFor()
    expect(await focused(page)).toBe('Your account')
    expect(await page.getByText('Teapot, blue').count()).toBe(0)
    await page.reload()
    await signIn.waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  test.each(['server', 'client'] as const)(
    'finds nothing of a session at another %s, and leaves that as it is (attack X3)',
    async (other) => {
      const { page, server, complaints, decide, close } = await openGuide(browser, framework)
      const hello = page.getByText('Hello, Grace Hopper')
      await button(page, 'Sign in').click()
      await decide('Allow')
      await hello.waitFor()
      const own = other === 'server' ? server.issuer : server.clientId
      const others = other === 'server' ? 'https://else.example' : 'else'
      await page.route('**/*.js', async (route) => {
        const response = await route.fetch()
        const body = (await response.text()).replace(`"${own}"`, `"${others}"`)
        await route.fulfill({ body, contentType: 'text/javascript', headers: { 'cache-control': 'no-store' } })
      })
      await page.reload()
      await button(page, 'Sign in').waitFor()
      expect(await hello.count()).toBe(0)
      // Code that follows in the background may still be on its way through the route.
      await page.unrouteAll({ behavior: 'wait' })
      await page.reload()
      await hello.waitFor()
      expect(complaints).toEqual([])
      await close()
    },
  )

  test('says so when what was kept cannot be read, and signs in all the same', async () => {
    const { page, complaints, decide, close } = await openGuide(browser, framework)
    const hello = page.getByText('Hello, Grace Hopper')
    await button(page, 'Sign in').click()
    await decide('Allow')
    await hello.waitFor()
    await cutOffRecords(page)
    await page.reload()
    await page.getByRole('heading', { name: 'Your sign-in cannot be looked up' }).waitFor()
    await button(page, 'Not now').click()
    await button(page, 'Sign in').click()
    await decide('Allow')
    await hello.waitFor()
    await page.reload()
    await hello.waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  test('who signs out in one tab is signed out in the other', async () => {
    const { page, complaints, decide, close } = await openGuide(browser, framework)
    await button(page, 'Sign in').click()
    await decide('Allow')
    const second = await page.context().newPage()
    await second.goto(page.url())
    await second.getByText('Hello, Grace Hopper').waitFor()
    await button(page, 'Sign out').click()
    await second.getByRole('heading', { name: 'You were signed out' }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  test('says so when there is no network for the orders, and no room to keep the session', async () => {
    const { page, complaints, decide, close } = await openGuide(browser, framework)
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await button(page, 'Sign in').click()
    await decide('Allow')
    await page.getByText('Your sign-in could not be kept').waitFor()
    expect(complaints).toEqual([])
    await page.context().setOffline(true)
    await button(page, 'Show my orders').click()
    await page.getByText('The orders are out of reach').waitFor()
    expect(complaints.filter((complaint) => !complaint.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
    await close()
  })

  test('waits out a blip with a calm hint', async () => {
    const { page, close } = await openGuide(browser, framework)
    await button(page, 'Sign in').click()
    const code = await codeOn(page)
    await page.context().setOffline(true)
    await page.getByText('The connection is weak').waitFor()
    await page.context().setOffline(false)
    await page.getByText('The connection is weak').waitFor({ state: 'hidden' })
    expect(await codeOn(page)).toBe(code)
    await close()
  })

  test('takes over a page that a server has rendered, though the browser knows of a code', async () => {
    const { page, complaints, close } = await openGuide(browser, framework, { by: 'server' })
    const rendered = await page.request.get(page.url())
    expect(await rendered.text(), 'a page for those who wait, too').toContain('One moment…')
    await button(page, 'Sign in').click()
    const code = await codeOn(page)
    await page.reload()
    expect(await codeOn(page)).toBe(code)
    expect(complaints).toEqual([])
    await close()
  })

  test('says what is wrong with an option, where the page would else be blank', async () => {
    const { page, close } = await openGuide(browser, framework, { issuer: 'no address' })
    expect(await page.getByRole('alert').innerText()).toMatch(/^Signing in does not work here\. .*issuer/)
    await close()
  })
})

test('all files of the tab Vue pasted as they stand, the one with Pinia too, show the whole app', async () => {
  const { page, complaints, decide, close } = await openGuide(browser, 'Vue', { by: 'main' })
  await button(page, 'Sign in').click()
  await decide('Allow')
  await page.getByText('Hello, Grace Hopper').waitFor()
  await button(page, 'Show my orders').click()
  await page.getByText('Teapot, blue').waitFor()
  expect(complaints).toEqual([])
  await close()
})

test('a Pinia store as the guide has it signs in, keeps that over a reload, and signs out', async () => {
  const { page, complaints, decide, close } = await openGuide(browser, 'Vue', { by: 'store' })
  await button(page, 'Sign in').click()
  await page
    .getByRole('timer')
    .filter({ hasText: /^\d+ s left$/ })
    .waitFor()
  expect(await violations(page)).toEqual([])
  await decide('Allow')
  const hello = page.getByText('Hello, Grace Hopper')
  await hello.waitFor()
  await page.reload()
  await hello.waitFor()
  await button(page, 'Sign out').click()
  await button(page, 'Sign in').waitFor()
  expect(complaints).toEqual([])
  await close()
})
