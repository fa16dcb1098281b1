import { createServer } from 'node:http'
import { once } from 'node:events'
import { build, defaultClientConditions } from 'vite'

/**
 * Bundles a script for browsers, from source, and serves a page that runs it, on loopback.
 *
 * @param {string} entry the path of the script
 * @returns {Promise<{ url: string, close(): void }>}
 */
export async function servePage(entry) {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@device-flow/source', ...defaultClientConditions] },
    build: { write: false, minify: false, rolldownOptions: { input: entry } },
  })
  const scripts = new Map(output.map((part) => [`/${part.fileName}`, part.type === 'chunk' ? part.code : part.source]))
  const html = `<!doctype html><title>A page</title><body><script type="module" src="/${output[0].fileName}"></script></body>`

  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '')
    response.setHeader('content-type', `text/${script === undefined ? 'html' : 'javascript'}; charset=utf-8`)
    // A page in a sandboxed frame has no origin, and may load it all the same.
    response.setHeader('access-control-allow-origin', '*')
    response.end(script ?? html)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
