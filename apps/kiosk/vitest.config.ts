import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { fromSource, sharedProcess } from '../../vitest.base.ts'

export default defineConfig({
  ...fromSource,
  plugins: [vue()],
  test: { ...sharedProcess, name: '@device-flow/kiosk', environment: 'jsdom' },
})
