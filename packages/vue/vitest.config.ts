import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { name: '@device-flow/vue', environment: 'jsdom', setupFiles: ['test/setup.ts'] } })
