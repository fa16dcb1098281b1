import { defineConfig } from 'vitest/config'
import { fromSource, sharedProcess } from '../../vitest.base.ts'

// Each test runs the command as a process, some of them several, and waits out at least one polling interval.
export default defineConfig({
  ...fromSource,
  test: {
    ...sharedProcess,
    name: 'device-flow',
    globalSetup: ['../../scripts/build-first.mjs'],
    testTimeout: 60_000,
    // Elsewhere than on Linux the keyring is the person's own.
    exclude: ['**/node_modules/**', ...(process.platform === 'linux' ? [] : ['test/keyring-load.test.ts'])],
  },
})
