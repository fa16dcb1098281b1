import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { nativeTv } from './vite-native-tv.ts'

const viewerPage = fileURLToPath(new URL('../../packages/viewer/dist/page', import.meta.url))

/** The viewer's page as a folder of this one: the chart beside the device is in a frame, and no server of ours is needed. */
const withViewer: Plugin = {
  name: 'viewer-page',
  apply: 'build',
  writeBundle: ({ dir = 'dist' }) => cpSync(viewerPage, `${dir}/viewer`, { recursive: true }),
}

export default defineConfig({
  // Relative addresses: the same build runs at any path of any host.
  base: './',
  plugins: [react(), withViewer, nativeTv],
  build: { assetsInlineLimit: 0, rolldownOptions: { input: ['index.html', 'native-tv.html'] } },
})
