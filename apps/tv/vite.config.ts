import legacy from '@vitejs/plugin-legacy'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

// One build for all engines, lowered by Babel: unlike the bundler it also rewrites \p{…} in regular expressions, which end the whole
// script in Chromium 63. core-js is added for what the code uses; AbortController is no part of it.
const television = legacy({
  targets: 'chrome >= 63',
  renderModernChunks: false,
  additionalLegacyPolyfills: ['abortcontroller-polyfill'],
})

export default defineConfig(({ mode }) => ({
  // Relative addresses: the same build runs at any path of any host.
  base: './',
  // Inspected in development, and there by today's browsers.
  plugins: [react(), mode === 'production' && television],
  build: { cssTarget: 'chrome63' },
  // The inspector shows the chart's descriptions, which builds for production go without.
  resolve: { conditions: [...(mode === 'development' ? ['development'] : []), ...defaultClientConditions] },
}))
