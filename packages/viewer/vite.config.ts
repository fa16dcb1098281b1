import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { RELAY_MARK } from './src/server/relay-mark.ts'

/** What the built page may load, whoever serves it: files of its own origin. A page from its source has inline scripts, for hot reload. */
const POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'"

export default defineConfig({
  root: 'src/page',
  // Relative addresses: the same build runs at any path of any host.
  base: './',
  plugins: [
    react(),
    {
      name: 'policy',
      apply: 'build',
      transformIndexHtml: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
          injectTo: 'head-prepend',
        },
      ],
    },
    {
      name: 'relay',
      // `npm run dev` relays, as `serveViewer` does.
      apply: 'serve',
      transformIndexHtml: () => [{ tag: 'meta', attrs: { name: RELAY_MARK, content: 'here' } }],
    },
  ],
  build: {
    outDir: '../../dist/page',
    emptyOutDir: true,
    // Nothing is inlined: the page's policy allows files of its own origin alone.
    assetsInlineLimit: 0,
    // ELK's layouts are one file of 1.6 MB.
    chunkSizeWarningLimit: 2000,
  },
})
