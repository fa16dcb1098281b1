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
    'user-code': 'src/user-code.ts',
  },
  platform: 'neutral',
  // What `setup` returns is for TypeScript to find out.
  dts: { ...base.dts, oxc: false },
} as const

export default defineConfig([
  common,
  // One file per module, so that an app's bundler leaves out what the app does not use. Node loads few files: each takes it time.
  {
    ...common,
    unbundle: true,
    outDir: 'dist/lean',
    dts: false,
    clean: false,
    plugins: [withoutDescriptions(/\/src\/states\//)],
  },
])
