import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { name: '@device-flow/app-shared' } })
