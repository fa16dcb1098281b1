import vue from '@vitejs/plugin-vue'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig(({ mode }) => ({
  // Relative addresses: the same build runs at any path of any host.
  base: './',
  plugins: [vue()],
  // The inspector shows the chart's descriptions, which builds for production go without.
  resolve: { conditions: [...(mode === 'development' ? ['development'] : []), ...defaultClientConditions] },
}))
