import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

/** One file with everything in it, for a page without a bundler. */
const alone = {
  ...base,
  platform: 'browser',
  dts: false,
  clean: false,
  sourcemap: false,
  minify: true,
  deps: { alwaysBundle: [/.*/] },
} as const

export default defineConfig([
  { ...base, entry: ['src/index.ts'], platform: 'neutral' },
  { ...alone, entry: { 'device-login': 'src/index.ts' }, outputOptions: { codeSplitting: false } },
])
