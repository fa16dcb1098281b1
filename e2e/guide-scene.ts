import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serveApp, startAuthServer, type AuthServer, type ServedApp } from '@device-flow/auth-server'
import vue from '@vitejs/plugin-vue'
import type { Browser, Page } from 'playwright-core'
import { build, preview } from 'vite'
import { collectComplaints } from './complaints.ts'
import { decideOnPhone } from './phone.ts'
import { forServer, GUIDE, makeSnippetFolder, readTexts, snippetsOf } from './snippets.ts'

/** A framework that the guide has tabs for. */
export type Framework = 'React' | 'Vue'

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

const extensions = { React: '.tsx', Vue: '.vue' }

/** What a stock Vite app does with the guide's `App`. */
const mounts = {
  React: `
    import { createElement, StrictMode } from 'react'
    import { createRoot } from 'react-dom/client'
    import App from './App.tsx'
    createRoot(document.querySelector('#app')).render(createElement(StrictMode, null, createElement(App)))`,
  Vue: `
    import { createApp } from 'vue'
    import App from './App.vue'
    createApp(App).mount('#app')`,
}

/** What a server and then its page do with it, as the guide says. */
const hydrations = {
  React: {
    page: `
      import { createElement } from 'react'
      import App from './App.tsx'
      export const page = createElement(App)`,
    server: `
      import { renderToString } from 'react-dom/server'
      import { page } from './page.js'
      export const markup = renderToString(page)`,
    mount: `
      import { hydrateRoot } from 'react-dom/client'
      import { page } from './page.js'
      hydrateRoot(document.querySelector('#app'), page)`,
  },
  Vue: {
    page: `
      import { createSSRApp } from 'vue'
      import App from './App.vue'
      export const page = createSSRApp(App)`,
    server: `
      import { renderToString } from 'vue/server-renderer'
      import { page } from './page.js'
      export const markup = await renderToString(page)`,
    mount: `
      import { page } from './page.js'
      page.mount('#app')`,
  },
}

/** The way from the guide's snippets to a page. */
export interface GuideOptions {
  /**
   * How they get onto the page: `App` as a stock app mounts it, the same through the proxy of docs/cors.md, the page that a server has
   * rendered, the guide's own `main.ts`, or that with the store's screen in `App`.
   */
  by?: 'app' | 'proxy' | 'server' | 'main' | 'store'
  /** Who the app believes its server to be, instead of the real one. */
  issuer?: string
}

/** Builds the guide's snippets for a framework as an app, and opens it. */
export async function openGuide(
  browser: Browser,
  framework: Framework,
  { by = 'app', issuer }: GuideOptions = {},
): Promise<GuideScene> {
  const server = await startAuthServer({ pollIntervalSeconds: 1 })
  const folder = await makeSnippetFolder(`guide-${framework}-${by}`)
  const texts = by === 'proxy' ? [...GUIDE, 'docs/cors.md'] : GUIDE
  for (const text of texts) await writeText(text, folder, framework, { ...server, issuer: issuer ?? server.issuer })
  if (by === 'store') await showStore(join(folder, 'App.vue'))
  if (by === 'server') await buildPage(folder, hydrations[framework].mount, await renderOnServer(folder, framework))
  else await buildPage(folder, by === 'main' || by === 'store' ? `import './main.ts'` : mounts[framework])
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
    decide: async (decision) => decideOnPhone(browser, server, await codeOn(page), decision),
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

async function writeText(text: string, folder: string, framework: Framework, server: AuthServer): Promise<void> {
  const texts = (await readTexts()).filter(({ file }) => file === text)
  for (const { name, code, isAlternative } of texts.flatMap(snippetsOf)) {
    const isOfPage = name.endsWith('.ts') || name.endsWith(extensions[framework])
    if (isOfPage && !isAlternative) await writeFile(join(folder, name), forServer(code, server))
  }
}

/** Puts the store's screen where the app has the login, as the guide says. */
async function showStore(app: string): Promise<void> {
  await writeFile(app, (await readFile(app, 'utf8')).replaceAll('Login', 'StoreSignIn'))
}

async function renderOnServer(folder: string, framework: Framework): Promise<string> {
  await writeFile(join(folder, 'page.js'), hydrations[framework].page)
  await writeFile(join(folder, 'server.js'), hydrations[framework].server)
  const outDir = join(folder, 'dist-server')
  await build({ root: folder, plugins: [vue()], logLevel: 'error', build: { ssr: 'server.js', outDir } })
  const { markup } = (await import(pathToFileURL(join(outDir, 'server.js')).href)) as { markup: string }
  return markup
}

async function buildPage(folder: string, mount: string, markup = ''): Promise<void> {
  const page = `<!doctype html><html lang="en"><title>Guide</title><header><h1>Guide</h1></header><div id="app">${markup}</div><script type="module">${mount}</script></html>`
  await writeFile(join(folder, 'index.html'), page)
  // Not minified, and for development: the frameworks then say what they do not like.
  await build({ root: folder, mode: 'development', plugins: [vue()], logLevel: 'error', build: { minify: false } })
}

/** Serves a built app as its own vite.config.ts says. */
async function serveByVite(folder: string): Promise<ServedApp> {
  const app = await preview({ root: folder, logLevel: 'error', preview: { port: 0 } })
  return { url: app.resolvedUrls?.local[0] ?? '', close: () => app.close() }
}
