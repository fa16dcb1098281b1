import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

const common = {
  ...base,
  entry: { index: 'src/index.ts', clock: 'src/clock.ts', adapter: 'src/adapter/index.ts' },
  platform: 'neutral',
  unbundle: true,
  // What `setup` returns is for TypeScript to find out.
  dts: { oxc: false },
} as const

/** Descriptions are for pictures and inspectors: an app that ships would carry 0.9 kB of text that nothing in it reads. */
const withoutDescriptions = {
  name: 'without-descriptions',
  // Blanks in their place keep the source maps true.
  transform: (code: string) => ({
    code: code.replaceAll(/\bdescription:\s*'(?:[^'\\]|\\.)*',?/g, (found) => found.replaceAll(/\S/g, ' ')),
    map: null,
  }),
}

export default defineConfig([
  common,
  { ...common, outDir: 'dist/lean', dts: false, clean: false, plugins: [withoutDescriptions] },
])
