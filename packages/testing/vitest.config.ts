import { defineConfig } from 'vitest/config'
import { fromSource } from '../../vitest.base.ts'

// Some of these files make a page of their process: the others keep one of their own.
export default defineConfig({ ...fromSource, test: { name: '@device-flow/testing' } })
