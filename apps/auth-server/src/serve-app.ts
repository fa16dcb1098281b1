import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sirv from 'sirv'
import type { AppConfig } from './app-config.ts'
import { appPolicy, type AppFreedoms } from './app-policy.ts'
import { forThisComputer } from './own-host.ts'

/** Which app to serve, and where. */
export interface ServeAppOptions {
  /** The folder of the built app. */
  dist: string
  /** The running server, or anything else that has its addresses. */
  config: AppConfig
  /** The TCP port on 127.0.0.1; 0, the default, takes a free one. */
  port?: number
  /** What this app may do that others may not; nothing by default. */
  freedoms?: AppFreedoms
  /** What answers at paths of its own, such as `/relay`, in the place of a file. */
  listeners?: Readonly<Record<string, RequestListener>>
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
 * API alone, unless it has more freedoms.
 *
 * @throws an `Error` when the app is not built, or the port is taken
 */
export async function serveApp(options: ServeAppOptions): Promise<ServedApp> {
  const { dist, config, port = 0, freedoms, listeners = {} } = options
  if (!existsSync(join(dist, 'index.html')))
    throw new Error(`${dist} holds no built app. Build it first: npm run build`)
  const { issuer, clientId, apiUrl, inspectorUrl, canFrameServer, relayUrl } = config
  const configFile = JSON.stringify({ issuer, clientId, apiUrl, inspectorUrl, canFrameServer, relayUrl })
  const policy = appPolicy(await readFile(join(dist, 'index.html'), 'utf8'), config, freedoms)
  const files = sirv(dist, { etag: true })

  const listener: RequestListener = (request, response) => {
    response.setHeader('Content-Security-Policy', policy)
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'no-referrer')
    const [path = ''] = request.url?.split('?', 1) ?? []
    if (path === '/config.json') return send(response, 200, 'application/json', configFile)
    if (Object.hasOwn(listeners, path)) return listeners[path]?.(request, response)
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
