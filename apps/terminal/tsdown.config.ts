import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({ ...base, entry: ['src/main.ts', 'src/demo-server.ts'], platform: 'node' })
