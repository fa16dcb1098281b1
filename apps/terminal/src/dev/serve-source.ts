import { join } from 'node:path'
import { createServer, type Plugin, type ProxyOptions } from 'vite'

/** A page that is served from its source, with hot reload. */
export interface ServedSource {
  url: string
  close(): Promise<void>
}

/** Which page to serve. */
export interface ServeSourceOptions {
  /** The folder of its workspace, which holds its `vite.config.ts`. */
  workspace: string
  /** The folder of its `index.html`, inside the workspace; by default the workspace itself. */
  pageFolder?: string
  /** What it finds as `./config.json`. */
  config?: object
  /** Where Vite sends on what it does not serve itself. */
  proxy?: Record<string, ProxyOptions>
}

/** Serves a page from its source, and from the sources of the packages that it uses, on 127.0.0.1. */
export async function serveSource({
  workspace,
  pageFolder = '.',
  config,
  proxy = {},
}: ServeSourceOptions): Promise<ServedSource> {
  const server = await createServer({
    configFile: join(workspace, 'vite.config.ts'),
    root: join(workspace, pageFolder),
    mode: 'development',
    clearScreen: false,
    logLevel: 'warn',
    plugins: config ? [configFile(config)] : [],
    resolve: { conditions: ['@device-flow/source'] },
    server: { host: '127.0.0.1', proxy },
  })
  await server.listen()
  const [url = ''] = server.resolvedUrls?.local ?? []
  return { url, close: () => server.close() }
}

function configFile(config: object): Plugin {
  return {
    name: 'config.json',
    configureServer({ middlewares }) {
      middlewares.use('/config.json', (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
        response.end(JSON.stringify(config))
      })
    },
  }
}
