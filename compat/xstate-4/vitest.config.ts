import type { ViteUserConfig } from 'vitest/config'
import { fromSource, sharedProcess } from '../../vitest.base.ts'

/** A browser is slower than anything else in the house, ms. */
const config: ViteUserConfig = {
  ...fromSource,
  test: { ...sharedProcess, name: '@device-flow/xstate-4', testTimeout: 60_000, hookTimeout: 60_000 },
}

export default config
