import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: {
    index: 'src/index.ts',
    contract: 'src/contract/index.ts',
    fetch: 'src/fetch.ts',
    processes: 'src/processes.ts',
    virtual: 'src/virtual.ts',
    vitest: 'src/vitest.ts',
  },
  platform: 'node',
  // In a folder of their own: a chunk of types that is called as an entry would take its place.
  outputOptions: { chunkFileNames: 'shared/[name].js' },
})
