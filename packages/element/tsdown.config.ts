import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'
import { importAtOnce } from './import-at-once.ts'

/** Where chunks are apart, browsers never load what Node's fetch alone needs. In one file it would come along. */
const withoutNode = {
  name: 'without-node',
  load: {
    filter: { id: /\/undici-fetch\.[jt]s$/ },
    handler: () => 'export const undiciFetch = (input, init) => globalThis.fetch(input, init)',
  },
}

/** One file with everything in it, for a page without a bundler. */
const alone = {
  ...base,
  platform: 'browser',
  dts: false,
  clean: false,
  sourcemap: false,
  minify: true,
  deps: { alwaysBundle: [/.*/] },
  plugins: [withoutNode],
} as const

export default defineConfig([
  { ...base, entry: ['src/index.ts'], platform: 'neutral' },
  {
    ...alone,
    entry: { 'device-login': 'src/index.ts' },
    outputOptions: { codeSplitting: false },
    plugins: [importAtOnce],
  },
])
