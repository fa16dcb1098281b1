import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig([
  { ...base, entry: ['src/index.ts', 'src/main.ts'], platform: 'node' },
  {
    ...base,
    entry: ['src/bin.ts'],
    platform: 'node',
    dts: false,
    clean: false,
    // What `device-flow token` runs is one file, and small: each more to find, and each comment to skip, costs every call of it.
    deps: {
      alwaysBundle: [/^@device-flow\/(?:session\/(?:record|encrypted)|node\/store)$/, 'env-paths', 'is-safe-filename'],
    },
    plugins: [
      { name: 'main-beside-it', resolveId: (id) => (id === './main.ts' ? { id: './main.js', external: true } : null) },
    ],
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    // As a module, it would open stdin, stdout and stderr.
    alias: { 'node:process': fileURLToPath(new URL('src/process/global-process.ts', import.meta.url)) },
  },
])
