import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Two at least: what takes long here waits for browsers and processes, not for a core.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: ['packages/*', 'compat/*', 'apps/*', 'docs', 'e2e', 'scripts'],
    // A file that gathers no test is an error in vitest; scripts/test.mjs also holds every workspace to at least one.
    reporters: ['default', ['json', { outputFile: '.reports/vitest.json' }]],
  },
})
