import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/page',
  // Relative addresses: the same build runs at any path of any host.
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../dist/page',
    emptyOutDir: true,
    // Nothing is inlined: the page's policy allows files of its own origin alone.
    assetsInlineLimit: 0,
    // ELK's layouts are one file of 1.6 MB.
    chunkSizeWarningLimit: 2000,
  },
})
