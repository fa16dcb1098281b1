import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: {
    index: 'src/index.ts',
    record: 'src/record/index.ts',
    encrypted: 'src/encrypted.ts',
    'indexed-db': 'src/indexed-db.ts',
    redis: 'src/redis.ts',
    unstorage: 'src/unstorage.ts',
    ofetch: 'src/fetch/ofetch.ts',
  },
  platform: 'neutral',
})
