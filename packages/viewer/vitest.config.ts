import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { fromSource } from '../../vitest.base.ts'

export default defineConfig({
  ...fromSource,
  plugins: [react()],
  test: { name: '@device-flow/viewer', environment: 'jsdom', setupFiles: ['test/setup.ts'] },
})
