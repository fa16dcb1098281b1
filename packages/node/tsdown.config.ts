import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: { index: 'src/index.ts', network: 'src/network/index.ts', store: 'src/store/index.ts' },
  platform: 'node',
})
