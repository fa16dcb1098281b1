import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'
import { withoutDescriptions } from './without-descriptions.ts'

const common = {
  ...base,
  entry: {
    index: 'src/index.ts',
    adapter: 'src/adapter/index.ts',
    clock: 'src/clock.ts',
    tokens: 'src/tokens/index.ts',
  },
  platform: 'neutral',
  unbundle: true,
  // What `setup` returns is for TypeScript to find out.
  dts: { ...base.dts, oxc: false },
} as const

export default defineConfig([
  common,
  { ...common, outDir: 'dist/lean', dts: false, clean: false, plugins: [withoutDescriptions(/\/src\/states\//)] },
])
