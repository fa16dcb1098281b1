import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { playPerson, serveApp, startAuthServer, type AuthServer, type ServedApp } from '@device-flow/auth-server'
import type { Browser, Page } from 'playwright-core'
import { preview } from 'vite'
import { collectComplaints } from './complaints.ts'
import { buildGuide, type Framework, type GuideWay } from './guide-build.ts'
import { makeSnippetFolder } from './snippets.ts'

/** A page made of what the guide says, and the server that it signs in at. */
export interface GuideScene {
  page: Page
  server: AuthServer
  /** What the frameworks and the page had to say against it. Answers of the server that are no success are part of the protocol. */
  complaints: string[]
  /** The person's side, on a phone. */
  decide(decision: 'Allow' | 'Deny'): Promise<void>
  close(): Promise<void>
}

/** The way from the guide's snippets to a page. */
export interface GuideOptions {
  by?: GuideWay
  /** Who the app believes its server to be, instead of the real one. */
  issuer?: string
}

/** Opens the guide's snippets for a framework, as an app that is built, at a server of its own. */
export async function openGuide(
  browser: Browser,
  framework: Framework,
  { by = 'app', issuer }: GuideOptions = {},
): Promise<GuideScene> {
  const [server, built] = await Promise.all([startAuthServer({ pollIntervalSeconds: 1 }), buildGuide(framework, by)])
  const folder = await makeSnippetFolder(`guide-${framework}-${by}-served`)
  await built.writeTo(folder, { ...server, issuer: issuer ?? server.issuer })
  const app =
    by === 'proxy' ? await serveByVite(folder) : await serveApp({ dist: join(folder, 'dist'), config: server })
  if (by !== 'proxy') server.allowOrigin(app.url)
  const context = await browser.newContext()
  const page = await context.newPage()
  const complaints = collectComplaints(page, (message) =>
    message.text().startsWith('Failed to load resource: the server responded'),
  )
  await page.goto(app.url)
  return {
    page,
    server,
    complaints,
    decide: async (decision) =>
      playPerson({
        verificationUri: server.verificationUri,
        userCode: await codeOn(page),
        decision: decision === 'Allow' ? 'approve' : 'deny',
        name: 'Grace Hopper',
      }),
    async close() {
      await context.close()
      await app.close()
      await server.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** The code as eyes read it, of the element that is heard spelled out. */
export async function codeOn(page: Page): Promise<string> {
  return (await page.getByRole('img', { name: /^([A-Z] ?){4}, ([A-Z] ?){4}$/ }).innerText()).replace(' ', '-')
}

/** Serves a built app as its own vite.config.ts says. */
async function serveByVite(folder: string): Promise<ServedApp> {
  const app = await preview({ root: folder, logLevel: 'error', preview: { port: 0 } })
  return { url: app.resolvedUrls?.local[0] ?? '', close: () => app.close() }
}
