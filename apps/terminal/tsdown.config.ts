import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: { main: 'src/main.ts', 'demo-server': 'src/demo-server.ts', playground: 'src/playground/main.ts' },
  platform: 'node',
})
