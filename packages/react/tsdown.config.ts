import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

// The banner tells frameworks with server components that these are hooks of the client.
export default defineConfig({
  ...base,
  entry: ['src/index.ts', 'src/device-login.ts'],
  platform: 'neutral',
  banner: { js: "'use client'" },
})
