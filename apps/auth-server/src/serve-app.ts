import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sirv from 'sirv'
import type { AppConfig } from './app-config.ts'
import { appPolicy } from './app-policy.ts'
import { forThisComputer } from './own-host.ts'

/** Which app to serve, and where. */
export interface ServeAppOptions {
  /** The folder of the built app. */
  dist: string
  /** The running server, or anything else that has its addresses. */
  config: AppConfig
  /** The TCP port on 127.0.0.1; 0, the default, takes a free one. */
  port?: number
}

/** A served app. */
export interface ServedApp {
  /** Where to open it. Its origin has to be allowed at the server: `server.allowOrigin(url)`. */
  url: string
  /** Stops listening and drops every connection. */
  close(): Promise<void>
}

/**
 * Serves a built app on 127.0.0.1, with a `config.json` for this server and a content security policy that lets it call that server and its
 * API alone.
 *
 * @throws an `Error` when the app is not built, or the port is taken
 */
export async function serveApp({ dist, config, port = 0 }: ServeAppOptions): Promise<ServedApp> {
  if (!existsSync(join(dist, 'index.html')))
    throw new Error(`${dist} holds no built app. Build it first: npm run build`)
  const { issuer, clientId, apiUrl, inspectorUrl } = config
  const configFile = JSON.stringify({ issuer, clientId, apiUrl, inspectorUrl })
  const policy = appPolicy(await readFile(join(dist, 'index.html'), 'utf8'), config)
  const files = sirv(dist, { etag: true })

  const listener: RequestListener = (request, response) => {
    response.setHeader('Content-Security-Policy', policy)
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'no-referrer')
    if (request.url?.split('?', 1)[0] === '/config.json') return send(response, 200, 'application/json', configFile)
    files(request, response, () => send(response, 404, 'text/plain', 'There is nothing at this address.'))
  }
  const server = createServer(forThisComputer(listener))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' }).end(body)
}
