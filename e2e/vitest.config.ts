import type { ViteUserConfig } from 'vitest/config'
import { fromSource, sharedProcess } from '../vitest.base.ts'

const config: ViteUserConfig = {
  ...fromSource,
  test: {
    ...sharedProcess,
    name: '@device-flow/e2e',
    globalSetup: ['../scripts/build-first.mjs'],
    // The tests that the docs show are run by one of ours; what a run that was broken off has left of them is none.
    exclude: ['**/node_modules/**', '.snippets/**'],
    // A browser and a real server's clock are slower than anything else in the house, ms.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
}

export default config
