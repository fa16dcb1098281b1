import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/*', 'docs', 'e2e'],
    // A file that gathers no test is an error in vitest; scripts/test.mjs also holds every workspace to at least one.
    reporters: ['default', ['json', { outputFile: '.reports/vitest.json' }]],
  },
})
