import { defineConfig } from 'vitest/config'

// Each test starts an authorization server, and waits out at least one polling interval.
export default defineConfig({ test: { name: '@device-flow/terminal', testTimeout: 30_000 } })
