import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { fromSource } from '../../vitest.base.ts'

const { resolve } = createRequire(import.meta.url)
const names = [
  'react',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  'react-dom',
  'react-dom/client',
  'react-dom/server',
]

export default defineConfig({
  ...fromSource,
  resolve: {
    ...fromSource.resolve,
    alias: [
      ...[...names, 'react-dom/test-utils'].map((name) => ({
        find: new RegExp(`^${name}$`),
        replacement: resolve(name === 'react-dom/server' ? 'react-dom/server.browser' : name),
      })),
      // Its CommonJS build would be left to Node, which finds React 19 from there.
      {
        find: '@testing-library/react',
        replacement: fileURLToPath(import.meta.resolve('@testing-library/react/dist/@testing-library/react.esm.js')),
      },
    ],
  },
  test: {
    name: '@device-flow/react-18',
    environment: 'jsdom',
    setupFiles: ['../../packages/react/test/setup.ts'],
    server: { deps: { inline: [/@testing-library\/react/] } },
    // Bundled together they share the React of the aliases; left to Node, `@xstate/react` would find React 19.
    deps: { optimizer: { client: { enabled: true, include: [...names, '@xstate/react'] } } },
  },
})
