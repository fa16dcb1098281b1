import { defineConfig } from 'vitest/config'
import { fromSource, sharedProcess } from '../../vitest.base.ts'

export default defineConfig({
  ...fromSource,
  test: {
    ...sharedProcess,
    name: '@device-flow/playground',
    environment: 'jsdom',
    setupFiles: [...sharedProcess.setupFiles, 'test/setup.ts'],
  },
})
