import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import { forServer, GUIDE, makeSnippetFolder, readTexts, snippetsOf, type SnippetServer } from './snippets.ts'

/** A framework that the guide has tabs for. */
export type Framework = 'React' | 'Vue'

/**
 * How its snippets get onto the page: `App` as a stock app mounts it, the same through the proxy of docs/cors.md, the page that a server has
 * rendered, the guide's own `main.ts`, or that with the store's screen in `App`.
 */
export type GuideWay = 'app' | 'proxy' | 'server' | 'main' | 'store'

/** A build of the guide that has no server yet. */
export interface BuiltGuide {
  /** Writes the app, with `dist/` in it, as if it had been built for this server. */
  writeTo(folder: string, server: SnippetServer): Promise<void>
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

/** Who a build believes its server to be. Each is found again in what was built, and nothing else is written like it. */
const STAND_IN: SnippetServer = {
  issuer: 'https://stand-in-issuer.example',
  clientId: 'stand-in-client',
  apiUrl: 'https://stand-in-api.example',
}

const builds = new Map<string, Promise<BuiltGuide>>()

/** Builds the guide's snippets for a framework as an app: once, as that takes longer than most that is done with it. */
export function buildGuide(framework: Framework, by: GuideWay): Promise<BuiltGuide> {
  const name = `guide-${framework}-${by}`
  const known = builds.get(name)
  if (known) return known
  const made = buildIn(name, framework, by)
  builds.set(name, made)
  return made
}

async function buildIn(name: string, framework: Framework, by: GuideWay): Promise<BuiltGuide> {
  const folder = await makeSnippetFolder(name)
  const texts = by === 'proxy' ? [...GUIDE, 'docs/cors.md'] : GUIDE
  for (const text of texts) await writeText(text, folder, framework)
  if (by === 'store') await showStore(join(folder, 'App.vue'))
  if (by === 'server') await buildPage(folder, hydrations[framework].mount, await renderOnServer(folder, framework))
  else await buildPage(folder, by === 'main' || by === 'store' ? `import './main.ts'` : mounts[framework])
  const files = await readFolder(folder)
  await rm(folder, { recursive: true })
  return {
    async writeTo(target, { issuer, clientId, apiUrl }) {
      for (const [path, text] of files) {
        await mkdir(dirname(join(target, path)), { recursive: true })
        const served = text
          .replaceAll(STAND_IN.issuer, issuer)
          .replaceAll(STAND_IN.clientId, clientId)
          .replaceAll(STAND_IN.apiUrl, apiUrl)
        await writeFile(join(target, path), served)
      }
    },
  }
}

async function readFolder(folder: string): Promise<[path: string, text: string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(paths.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')]))
}

async function writeText(text: string, folder: string, framework: Framework): Promise<void> {
  const texts = (await readTexts()).filter(({ file }) => file === text)
  for (const { name, code, isAlternative } of texts.flatMap(snippetsOf)) {
    const isOfPage = name.endsWith('.ts') || name.endsWith(extensions[framework])
    if (isOfPage && !isAlternative) await writeFile(join(folder, name), forServer(code, STAND_IN))
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
