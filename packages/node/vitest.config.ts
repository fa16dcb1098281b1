import { defineConfig } from 'vitest/config'
import { fromSource, sharedProcess } from '../../vitest.base.ts'

// Some tests run processes, which meet the build. Once for all of them: one that is made anew while another test runs it is not there.
export default defineConfig({
  ...fromSource,
  test: {
    ...sharedProcess,
    name: '@device-flow/node',
    globalSetup: ['../../scripts/build-first.mjs'],
    // Elsewhere than on Linux the keyring is the person's own.
    exclude: ['**/node_modules/**', ...(process.platform === 'linux' ? [] : ['test/store/desktop-keyring.test.ts'])],
  },
})
