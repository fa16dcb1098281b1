import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

/** As an import, Node would open all three standard streams to fill the module's exports: 3 ms, and stdin is not for a library to open. */
const processAtHand = {
  name: 'process-at-hand',
  resolveId: (id: string) => (id === 'node:process' ? '\0process' : null),
  load: (id: string) => (id === '\0process' ? 'export default process' : null),
}

export default defineConfig({
  ...base,
  entry: { index: 'src/index.ts', network: 'src/network/index.ts', store: 'src/store/index.ts' },
  platform: 'node',
  plugins: [processAtHand],
  outputOptions: {
    // Each file takes half a millisecond to start: what entries and the login have in common is two, as a store knows neither chart nor OAuth.
    codeSplitting: {
      groups: [
        { name: 'stores', test: /\/node\/src\/store\/(?:index|stored-registrations)\.ts$/, priority: 1 },
        { name: 'shared', test: /(?<!\.d)\.\w+$/, minShareCount: 2 },
      ],
    },
  },
})
