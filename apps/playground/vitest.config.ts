import { defineConfig } from 'vitest/config'
import { fromSource, sharedProcess } from '../../vitest.base.ts'

export default defineConfig({
  ...fromSource,
  test: {
    ...sharedProcess,
    name: '@device-flow/playground',
    environment: 'jsdom',
    // A page, a server and its keys, on a machine that does more.
    testTimeout: 60_000,
    setupFiles: [...sharedProcess.setupFiles, 'test/setup.ts'],
  },
})
