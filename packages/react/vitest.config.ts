import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: '@device-flow/react', environment: 'jsdom', setupFiles: ['test/setup.ts'] },
})
