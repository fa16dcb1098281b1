import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig([
  { ...base, entry: ['src/index.ts', 'src/main.ts'], platform: 'node' },
  {
    ...base,
    // Node starts a program of CommonJS some milliseconds sooner, and scripts run `device-flow token` at each request. For the same reason it is
    // one file without comments.
    format: 'cjs',
    entry: ['src/bin.ts'],
    platform: 'node',
    dts: false,
    clean: false,
    deps: {
      alwaysBundle: [/^@device-flow\/(?:session\/(?:record|encrypted)|node\/store)$/, 'env-paths', 'is-safe-filename'],
    },
    plugins: [
      {
        name: 'main-beside-it',
        resolveId: (id) => (id === './main.ts' ? { id: './main.js', external: true } : null),
      },
      {
        name: 'keyring-by-require',
        // By import(), Node would start its other loader, and parse the package twice: 25 ms for each token whose key is in a keyring.
        transform: (code) => code.replace('import("@napi-rs/keyring")', 'Promise.resolve(require("@napi-rs/keyring"))'),
      },
    ],
    minify: true,
  },
])
