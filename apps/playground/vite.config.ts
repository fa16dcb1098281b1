import { cpSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { nativeTv } from './vite-native-tv.ts'

/** The viewer's page as a folder of this one: the chart beside the device is in a frame, and no server of ours is needed. */
const withViewer: Plugin = {
  name: 'viewer-page',
  apply: 'build',
  async writeBundle({ dir = 'dist' }) {
    const { pageFolder } = await import('@device-flow/viewer')
    cpSync(pageFolder, `${dir}/viewer`, { recursive: true })
  },
}

/**
 * Has the page load its parts at once, and not when a login comes to them: at 60 times the pace, what takes a moment of real time takes
 * longer than a login waits for it.
 */
const preloaded: Plugin = {
  name: 'preloaded',
  apply: 'build',
  transformIndexHtml: (_html, { path, bundle = {} }) =>
    Object.values(path === '/index.html' ? bundle : {})
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
  plugins: [react(), preloaded, withViewer, nativeTv],
  build: { assetsInlineLimit: 0, rolldownOptions: { input: ['index.html', 'native-tv.html'] } },
})
