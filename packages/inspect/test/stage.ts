import { randomUUID } from 'node:crypto'
import { createCanaries } from '@device-flow/testing'
import type { BrowserContext, Frame, Page } from 'playwright-core'
import { launchBrowser } from '../../../scripts/launch-browser.mjs'
import type { Scene, SceneCanaries, Tapped } from './pages/scene.ts'
import { servePage } from '../../../scripts/serve-page.mjs'

/** A login in one page, its viewer in another, and a stranger beside them: each on an origin of its own. */
export interface OpenedScene {
  canaries: SceneCanaries
  page: Page
  viewer: Frame
  stranger: Frame
  strangerUrl: string
}

/** How a scene is set. */
interface SceneOptions {
  /** Default `frame`. */
  place?: Scene['place']
  /** What stands behind the viewer's address. */
  hash?: string
  /** Whether only snapshots are told. */
  onlySnapshots?: boolean
}

/** The pages of a scene, served, and a browser to open them in. */
export interface Stage {
  /** Opens the pages anew; those that were open before are closed. */
  open(options?: SceneOptions): Promise<OpenedScene>
  close(): Promise<void>
}

/** The files of the scripts that the pages run. */
export interface StageScripts {
  login: string
  viewer: string
  stranger: string
}

export async function buildStage(scripts: StageScripts): Promise<Stage> {
  const [browser, login, viewer, stranger] = await Promise.all([
    launchBrowser(),
    servePage(scripts.login),
    servePage(scripts.viewer),
    servePage(scripts.stranger),
  ])

  let context: BrowserContext | undefined

  return {
    async open({ place = 'frame', hash = '', onlySnapshots = false } = {}) {
      const canaries = { ...createCanaries(), pin: `canary.pin+/${randomUUID()}` }
      const scene: Scene = { viewerUrl: viewer.url + hash, place, strangerUrl: stranger.url, canaries, onlySnapshots }
      await context?.close()
      context = await browser.newContext()
      const page = await context.newPage()
      await page.addInitScript((told) => Object.assign(window, { scene: told }), scene)
      const popup = place === 'window' ? page.waitForEvent('popup') : undefined
      await page.goto(login.url)
      await page.waitForFunction(() => 'login' in window)
      return {
        canaries,
        page,
        viewer: popup ? (await popup).mainFrame() : await frameAt(page, viewer.url),
        stranger: await frameAt(page, stranger.url),
        strangerUrl: stranger.url,
      }
    },
    async close() {
      await browser.close()
      for (const page of [login, viewer, stranger]) page.close()
    },
  }
}

async function frameAt(page: Page, url: string): Promise<Frame> {
  const find = (): Frame | undefined => page.frames().find((frame) => frame.url().startsWith(url))
  return find() ?? page.waitForEvent('framenavigated', () => find() !== undefined).then(() => find() as Frame)
}

/** Signs in: the script of the login is played to its end. */
export async function signIn({ page }: OpenedScene): Promise<void> {
  await page.evaluate(async () => {
    window.login.start()
    await window.login.advance(60_000)
  })
}

/** Everything that a window was sent so far. */
export function tapped(window: Frame): Promise<Tapped[]> {
  return window.evaluate(() => globalThis.window.tapped)
}

/** Resolves when a window has been sent a message with all of these texts in it. */
export async function untilTold(window: Frame, ...texts: string[]): Promise<void> {
  await window.waitForFunction(
    (wanted) =>
      globalThis.window.tapped?.some(({ data }) => wanted.every((text) => JSON.stringify(data).includes(text))),
    texts,
  )
}
