import type { ViteUserConfig } from 'vitest/config'

/**
 * A browser and a real server's clock are slower than anything else in the house, ms; and on two busy cores a real browser is late
 * now and then. What fails twice is broken.
 */
const config: ViteUserConfig = {
  test: { name: '@device-flow/e2e', retry: 1, testTimeout: 60_000, hookTimeout: 60_000 },
}

export default config
