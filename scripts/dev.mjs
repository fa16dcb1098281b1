// npm run dev: all that npm start serves, from source, with hot reload.
import { ensureInstalled, requireNode, requireNpm } from './install.mjs'
import { npm, root } from './run.mjs'

requireNode()
requireNpm()
await ensureInstalled()
// Not for its page, which comes from source, too: the viewer's server does not start without one.
const build = ['exec', '--', 'turbo', 'run', 'build', '--filter=@device-flow/viewer', '--output-logs=errors-only']
if (!(await npm(build, { quiet: true }))) {
  console.error('The build failed. See above.')
  process.exit(1)
}
// Node 20 reads no TypeScript: Vite loads the servers, too.
const { createServer } = await import('vite')
const source = '@device-flow/source'
const loader = await createServer({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'warn',
  server: { middlewareMode: true, hmr: false, watch: null },
  optimizeDeps: { noDiscovery: true },
  ssr: { resolve: { conditions: [source, 'module', 'node', 'development'] } },
})
const { serveForDevelopment } = await loader.ssrLoadModule('/apps/terminal/src/dev/dev.ts')

const interruption = new AbortController()
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => interruption.abort())
await serveForDevelopment(root, interruption.signal)
await loader.close()
