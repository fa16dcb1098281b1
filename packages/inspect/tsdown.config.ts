import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: {
    index: 'src/index.ts',
    classic: 'src/classic.ts',
    panel: 'src/panel.ts',
    replay: 'src/replay.ts',
    stately: 'src/stately.ts',
    websocket: 'src/websocket.ts',
    window: 'src/window.ts',
  },
  platform: 'neutral',
})
