import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: '@device-flow/tv', environment: 'jsdom', setupFiles: ['test/setup.ts'] },
})
