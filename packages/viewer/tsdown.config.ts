import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

// Beside the page that vite has built; the server finds it from there.
export default defineConfig({ ...base, entry: ['src/server/index.ts'], outDir: 'dist/server', platform: 'node' })
