import { defineConfig } from 'vitest/config'
import { fromSource } from '../../vitest.base.ts'

export default defineConfig({ ...fromSource, test: { name: '@device-flow/simulator' } })
