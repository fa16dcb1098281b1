import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Four at least: what takes long here waits for browsers, processes and clocks, and three leave two cores idle for a fifth of the time.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    projects: ['packages/*', 'compat/*', 'apps/*', 'docs', 'e2e', 'scripts'],
    // A file that gathers no test is an error in vitest; scripts/test.mjs also holds every workspace to at least one.
    reporters: ['default', ['json', { outputFile: '.reports/vitest.json' }]],
  },
})
