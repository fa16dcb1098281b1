import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: {
    index: 'src/index.ts',
    record: 'src/record/index.ts',
    encrypted: 'src/encrypted.ts',
    dpop: 'src/dpop.ts',
    'indexed-db': 'src/indexed-db.ts',
    redis: 'src/redis.ts',
    unstorage: 'src/unstorage.ts',
    ofetch: 'src/fetch/ofetch.ts',
  },
  platform: 'neutral',
  // Few files, each with all that it needs: Node takes half a millisecond for each.
  outputOptions: {
    codeSplitting: {
      groups: [
        // What knows no chart, for those who only read what is kept.
        { name: 'kept', test: /\/session\/src\/(?:record\/index|encrypted)\.ts$/, priority: 1 },
        { name: 'login', test: /\/session\/src\/index\.ts$/ },
      ],
    },
  },
})
