import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { playPerson, serveApp, startAuthServer } from '@device-flow/auth-server'
import { distFolder } from '@device-flow/tv'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findChromium } from '../scripts/find-chromium.mjs'
import { catchGrant } from './kiosk-traces.ts'
import { arriveAt, readCode } from './tv-scene.ts'

/** A browser that keeps what pages store, as that of a television does. */
function switchOn(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: ['--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update'],
  })
}

/** Which of these words are anywhere in the files of a folder. */
async function findInFiles(folder: string, words: readonly string[]): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const contents = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1').catch(() => '')),
  )
  return words.filter((word) => contents.some((content) => content.includes(word)))
}

async function pressEnter(page: Page): Promise<void> {
  // A screen that has only just appeared ignores it.
  await page.waitForTimeout(500)
  await page.keyboard.press('Enter')
}

test('a television that is switched off shows the same code, and later the same person, and writes no token in clear', async () => {
  const server = await startAuthServer({ pollIntervalSeconds: 1 })
  const app = await serveApp({ dist: distFolder, config: server })
  server.allowOrigin(app.url)
  const profile = await mkdtemp(join(tmpdir(), 'device-flow-tv-'))

  let context = await switchOn(profile)
  let page = await context.newPage()
  await page.goto(app.url)
  await arriveAt(page, 'idle')
  await pressEnter(page)
  const code = await readCode(page)
  await context.close()

  context = await switchOn(profile)
  const granted = catchGrant({ context, server })
  page = await context.newPage()
  await page.goto(app.url)
  expect(await readCode(page)).toBe(code)
  await playPerson({ verificationUri: server.verificationUri, userCode: code, decision: 'approve', name: 'Grace' })
  await arriveAt(page, 'home')
  const { access_token: accessToken = '', refresh_token: refreshToken = '' } = await granted
  await context.close()
  expect(await findInFiles(profile, [accessToken, refreshToken])).toEqual([])

  context = await switchOn(profile)
  page = await context.newPage()
  await page.goto(app.url)
  await page.getByText('Teapot, blue').waitFor()
  expect(await page.getByRole('heading').innerText()).toBe('Hello, Grace')
  await context.close()

  await app.close()
  await server.close()
  await rm(profile, { recursive: true })
}, 120_000)
