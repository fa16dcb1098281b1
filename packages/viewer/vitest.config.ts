import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  test: { name: '@device-flow/viewer', environment: 'jsdom', setupFiles: ['test/setup.ts'] },
})
