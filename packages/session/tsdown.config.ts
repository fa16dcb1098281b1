import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: {
    index: 'src/index.ts',
    record: 'src/record/index.ts',
    encrypted: 'src/encrypted.ts',
    ofetch: 'src/fetch/ofetch.ts',
  },
  platform: 'neutral',
})
