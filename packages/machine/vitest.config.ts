import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (file: string): string => fileURLToPath(new URL(`./src/${file}`, import.meta.url))

export default defineConfig({
  resolve: {
    // The scripted services of the testing package, which depends on this one, shall meet this one's source, not its last build.
    alias: {
      '@device-flow/machine/adapter': source('adapter/index.ts'),
      '@device-flow/machine/clock': source('clock.ts'),
      '@device-flow/machine': source('index.ts'),
    },
  },
  test: { name: '@device-flow/machine' },
})
