import { defineConfig } from 'vitest/config'
import { fromSource, sharedProcess } from '../../vitest.base.ts'

export default defineConfig({
  ...fromSource,
  test: {
    ...sharedProcess,
    name: '@device-flow/playground',
    environment: 'jsdom',
    // Whole pages, looked through by their roles: with all tests at once on two cores, one takes seconds.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    setupFiles: [...sharedProcess.setupFiles, 'test/setup.ts'],
  },
})
