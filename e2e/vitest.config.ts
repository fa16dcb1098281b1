import type { ViteUserConfig } from 'vitest/config'

/** A browser and a real server's clock are slower than anything else in the house, ms. */
const config: ViteUserConfig = { test: { name: '@device-flow/e2e', testTimeout: 60_000, hookTimeout: 60_000 } }

export default config
