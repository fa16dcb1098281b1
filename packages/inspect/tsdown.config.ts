import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: {
    classic: 'src/classic.ts',
    index: 'src/index.ts',
    replay: 'src/replay/index.ts',
    stately: 'src/stately.ts',
    websocket: 'src/websocket.ts',
    window: 'src/window.ts',
  },
  platform: 'neutral',
})
