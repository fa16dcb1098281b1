import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import sirv from 'sirv'
import { WebSocketServer, type WebSocket } from 'ws'
import { isForLoopback, isLogin, isOwnPage } from './admission.ts'
import { readMarkedPage } from './marked-page.ts'
import { pageFolder } from './page-folder.ts'
import { Relay } from './relay.ts'

/** A snapshot with everything in it is a few kB. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024
/** Counted separately, so that logins never shut out viewers. */
const MAX_LOGINS = 64
const MAX_VIEWERS = 64

// A client that is refused may leave its side of the connection open for ever, so ours is closed without waiting for it.
const FORBIDDEN = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

// Pages on this computer may hold the viewer in a frame: that is how a TV or a kiosk shows it.
const POLICY = [
  `default-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'self' http://127.0.0.1:* http://localhost:*`,
].join('; ')

/** Where {@link serveViewer} listens. */
export interface ServeViewerOptions {
  /** The TCP port on 127.0.0.1. Default 0, which takes a free one. */
  port?: number
}

/** A viewer that is being served. */
export interface ServedViewer {
  /** Where to open the viewer. */
  url: string
  /** Where processes send their messages: for the `webSocketTransport` of `@device-flow/inspect/websocket`. */
  webSocketUrl: string
  /** Stops listening and ends every connection. */
  close(): Promise<void>
}

/**
 * Serves the viewer on 127.0.0.1, and relays between it and the logins of this computer.
 *
 * @example
 * ```ts
 * import { serveViewer } from '@device-flow/viewer'
 *
 * const viewer = await serveViewer({ port: 8628 })
 * console.log(`Open ${viewer.url}`)
 * ```
 *
 * @throws Error when the port is taken (`code` is `EADDRINUSE`), or when the page was not built
 */
export async function serveViewer({ port = 0 }: ServeViewerOptions = {}): Promise<ServedViewer> {
  const page = await readMarkedPage()
  const files = sirv(pageFolder, { etag: true })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
  const relay = new Relay()

  const server = createServer((request, response) => {
    if (!isForLoopback(request)) return refuse(response, 403, 'This server is for this computer alone.')
    response.setHeader('Content-Security-Policy', POLICY)
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'no-referrer')
    if (isForPage(request)) return void response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page)
    files(request, response, () => refuse(response, 404, 'There is nothing at this address.'))
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Without a listener, a connection that breaks now would end the process.
    socket.on('error', () => socket.destroy())
    const join = acceptUpgrade(request, relay)
    if (!join) return void socket.end(FORBIDDEN, () => socket.destroy())
    sockets.handleUpgrade(request, socket, head, join)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}/`,
    webSocketUrl: `ws://${host}/login`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      relay.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function isForPage({ method, url = '' }: IncomingMessage): boolean {
  const [path = ''] = url.split('?', 1)
  return (method === 'GET' || method === 'HEAD') && ['/', '/index.html'].includes(path)
}

/** Returns what joins a WebSocket to the relay; nothing when its request is refused. */
function acceptUpgrade(request: IncomingMessage, relay: Relay): ((socket: WebSocket) => void) | undefined {
  if (!isForLoopback(request)) return undefined
  const path = request.url?.split('?', 1)[0]
  if (path === '/viewer' && isOwnPage(request) && relay.viewers < MAX_VIEWERS) {
    return (socket) => relay.addViewer(socket)
  }
  if (path === '/login' && isLogin(request) && relay.logins < MAX_LOGINS) {
    return (socket) => relay.addLogin(socket)
  }
  return undefined
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(why)
}
