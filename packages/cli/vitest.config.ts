import { defineConfig } from 'vitest/config'

// Each test runs the command as a process, and waits out at least one polling interval.
export default defineConfig({ test: { name: 'device-flow', testTimeout: 30_000 } })
