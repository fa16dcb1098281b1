import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build, type Rolldown } from 'vite'
import { fromSource } from '../../../vitest.base.ts'

/** A page on an origin of its own. */
export interface ServedPage {
  url: string
  close(): void
}

/** Bundles a script for browsers, and serves a page that runs it, on loopback. */
export async function servePage(entry: string): Promise<ServedPage> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: fromSource.resolve,
    build: { write: false, minify: false, rolldownOptions: { input: entry } },
  })) as Rolldown.RolldownOutput
  const scripts = new Map(output.map((part) => [`/${part.fileName}`, part.type === 'chunk' ? part.code : part.source]))
  const [main] = output
  const html = `<!doctype html><title>A page</title><body><script type="module" src="/${main.fileName}"></script></body>`

  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '')
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript')
    response.end(script ?? html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
