import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { fromSource } from '../../vitest.base.ts'

export default defineConfig({
  ...fromSource,
  plugins: [vue()],
  test: { name: '@device-flow/kiosk', environment: 'jsdom' },
})
