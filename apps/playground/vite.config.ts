import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const viewerPage = fileURLToPath(new URL('../../packages/viewer/dist/page', import.meta.url))

/** The viewer's page as a folder of this one: the chart beside the device is in a frame, and no server of ours is needed. */
const withViewer: Plugin = {
  name: 'viewer-page',
  apply: 'build',
  writeBundle: ({ dir = 'dist' }) => cpSync(viewerPage, `${dir}/viewer`, { recursive: true }),
}

/**
 * Has the page load its parts at once, and not when a login comes to them: at 60 times the pace, what takes a moment of real time takes
 * longer than a login waits for it.
 */
const preloaded: Plugin = {
  name: 'preloaded',
  apply: 'build',
  transformIndexHtml: (_html, { bundle = {} }) =>
    Object.values(bundle)
      .filter((part) => part.type === 'chunk' && part.isDynamicEntry)
      .map(({ fileName }) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${fileName}` },
        injectTo: 'head',
      })),
}

export default defineConfig({
  // Relative addresses: the same build runs at any path of any host.
  base: './',
  plugins: [react(), preloaded, withViewer],
  build: { assetsInlineLimit: 0 },
})
