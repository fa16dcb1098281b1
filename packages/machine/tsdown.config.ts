import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: { index: 'src/index.ts', clock: 'src/clock.ts', adapter: 'src/adapter/index.ts' },
  platform: 'neutral',
})
