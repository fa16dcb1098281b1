import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveApp, startAuthServer, type AuthServer } from '@device-flow/auth-server'
import vue from '@vitejs/plugin-vue'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { decideOnPhone } from './phone.ts'
import { forServer, makeSnippetFolder, readTexts, snippetsOf } from './snippets.ts'

/** A framework that the guide has tabs for. */
export type Framework = 'React' | 'Vue'

/** A component of the guide that stands for itself. */
export type Entry = 'SignIn' | 'App'

/** A page made of what the guide says, and the server that it signs in at. */
export interface GuideScene {
  page: Page
  /** What the frameworks and the page had to say against it. Answers of the server that are no success are part of the protocol. */
  complaints: string[]
  /** The person's side, on a phone. */
  decide(decision: 'Allow' | 'Deny'): Promise<void>
  close(): Promise<void>
}

const extensions = { React: 'tsx', Vue: 'vue' }

/** What the guide leaves to the app: to put its component on the page. */
const mounts = {
  React: (entry: Entry) => `
    import { createElement } from 'react'
    import { createRoot } from 'react-dom/client'
    import { ${entry} } from './${entry}.tsx'
    createRoot(document.querySelector('#app')).render(createElement(${entry}))`,
  Vue: (entry: Entry) => `
    import { createApp } from 'vue'
    import Entry from './${entry}.vue'
    createApp(Entry).mount('#app')`,
}

/** Builds the guide's snippets for a framework as an app, and opens it. */
export async function openGuide(browser: Browser, framework: Framework, entry: Entry): Promise<GuideScene> {
  const server = await startAuthServer({ pollIntervalSeconds: 1 })
  const folder = await buildGuide(framework, entry, server)
  const app = await serveApp({ dist: join(folder, 'dist'), config: server })
  server.allowOrigin(app.url)
  const context = await browser.newContext()
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource: the server responded')
    if (['error', 'warning'].includes(message.type()) && !isAnswer) complaints.push(message.text())
  })
  await page.goto(app.url)
  return {
    page,
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

async function buildGuide(framework: Framework, entry: Entry, server: AuthServer): Promise<string> {
  const folder = await makeSnippetFolder(`${framework}-${entry}`)
  const guide = (await readTexts()).filter(({ file }) => file === 'docs/guide.md')
  for (const { name, code } of guide.flatMap(snippetsOf)) {
    if (!name.endsWith('.ts') && !name.endsWith(extensions[framework])) continue
    // As the guide says of what stands below a provider.
    const isShared = entry === 'App' && name.startsWith('SignIn.')
    await writeFile(join(folder, name), forServer(isShared ? shareLogin(code) : code, server))
  }
  const root = entry === 'App' ? 'div' : 'main'
  const script = `<script type="module">${mounts[framework](entry)}</script>`
  const page = `<!doctype html><html lang="en"><title>Guide</title><header><h1>Guide</h1></header><${root} id="app"></${root}>${script}</html>`
  await writeFile(join(folder, 'index.html'), page)
  // Not minified, and for development: the frameworks then say what they do not like.
  await build({ root: folder, mode: 'development', plugins: [vue()], logLevel: 'error', build: { minify: false } })
  return folder
}

function shareLogin(code: string): string {
  return code
    .replace('useDeviceFlow(services)', 'useDeviceFlowContext()')
    .replace('import { useDeviceFlow }', 'import { useDeviceFlowContext }')
}
