import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: {
    index: 'src/index.ts',
    contract: 'src/contract/index.ts',
    processes: 'src/processes.ts',
    virtual: 'src/virtual.ts',
    vitest: 'src/vitest.ts',
  },
  platform: 'node',
})
