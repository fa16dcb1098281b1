import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

export default defineConfig({
  ...base,
  entry: ['src/index.ts', 'src/encrypted.ts', 'src/indexed-db.ts', 'src/redis.ts', 'src/unstorage.ts'],
  platform: 'neutral',
})
