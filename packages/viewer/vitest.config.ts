import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { fromSource, sharedProcess } from '../../vitest.base.ts'

export default defineConfig({
  ...fromSource,
  plugins: [react()],
  test: {
    ...sharedProcess,
    name: '@device-flow/viewer',
    environment: 'jsdom',
    setupFiles: [...sharedProcess.setupFiles, 'test/setup.ts'],
  },
})
