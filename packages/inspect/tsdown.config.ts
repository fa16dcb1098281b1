import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: {
    replay: 'src/replay/index.ts',
    websocket: 'src/websocket.ts',
    index: 'src/index.ts',
    panel: 'src/panel.ts',
    window: 'src/window.ts',
  },
  platform: 'neutral',
})
