import { defineConfig } from 'vitest/config'
import { fromSource, sharedProcess } from '../../vitest.base.ts'

// Each test starts an authorization server, and waits out at least one polling interval.
export default defineConfig({
  ...fromSource,
  test: {
    ...sharedProcess,
    name: '@device-flow/terminal',
    globalSetup: ['../../scripts/build-first.mjs'],
    testTimeout: 60_000,
  },
})
