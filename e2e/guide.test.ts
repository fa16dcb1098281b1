import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { codeOn, openGuide, type Framework } from './guide-scene.ts'
import { violations } from './violations.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const frameworks: Framework[] = ['React', 'Vue']

describe.each(frameworks)('what the guide says for %s', (framework) => {
  test('signs a person in, after they said no by mistake', async () => {
    const { page, complaints, decide, close } = await openGuide(browser, framework, 'SignIn')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const timer = page.getByRole('timer')
    await timer.filter({ hasText: /^\d+ s left$/ }).waitFor()
    expect(await violations(page)).toEqual([])
    const before = Number.parseInt(await timer.innerText(), 10)
    await expect.poll(async () => Number.parseInt(await timer.innerText(), 10), { timeout: 5_000 }).toBeLessThan(before)

    await decide('Deny')
    await page.getByRole('button', { name: 'Try again' }).click()
    await timer.waitFor()
    await decide('Allow')
    await page.getByText('Hello, Grace Hopper').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  test('keeps the code and the session over a reload, shows the orders, and signs out', async () => {
    const { page, complaints, decide, close } = await openGuide(browser, framework, 'App')
    const hello = page.getByText('Hello, Grace Hopper')
    const signIn = page.getByRole('button', { name: 'Sign in' })
    await signIn.click()
    const code = await codeOn(page)
    await page.reload()
    expect(await codeOn(page)).toBe(code)
    await decide('Allow')
    await hello.waitFor()
    await page.reload()
    await hello.waitFor()

    await page.getByRole('button', { name: 'Show my orders' }).click()
    await page.getByText('Teapot, blue').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign out' }).click()
    await signIn.waitFor()
    expect(await page.getByText('Teapot, blue').count()).toBe(0)
    await page.reload()
    await signIn.waitFor()
    expect(complaints).toEqual([])
    await close()
  })
})
