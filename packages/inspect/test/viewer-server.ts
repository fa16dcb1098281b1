import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { readInspectionEnvelope, viewerEnvelope } from '../src/websocket.ts'
import type { InspectionMessage, ViewerMessage } from '../src/index.ts'

/** An inspector's server, as the process that logs in sees it. */
export interface ViewerServer {
  url: string
  port: number
  received: InspectionMessage[]
  /** Every frame as it arrived. */
  frames: string[]
  /** The paths that were asked for. */
  paths: string[]
  /** Resolves when so many connections have been made. */
  connections(count: number): Promise<void>
  /** Resolves when the condition holds, looked at after each message. */
  until(condition: () => boolean): Promise<void>
  say(message: ViewerMessage | object): void
  /** Cuts all connections. */
  cut(): void
  close(): Promise<void>
}

export async function startViewerServer({ port = 0 }: { port?: number } = {}): Promise<ViewerServer> {
  const http = createServer()
  const server = new WebSocketServer({ server: http })
  const received: InspectionMessage[] = []
  const frames: string[] = []
  const paths: string[] = []
  const sockets = new Set<WebSocket>()
  const waiting = new Set<() => void>()
  const look = (): void => {
    for (const check of waiting) check()
  }
  server.on('connection', (socket, request) => {
    sockets.add(socket)
    paths.push(request.url ?? '')
    socket.on('message', (data: Buffer) => {
      frames.push(data.toString())
      const message = readInspectionEnvelope(JSON.parse(data.toString()))
      if (message) received.push(message)
      look()
    })
    socket.on('close', () => sockets.delete(socket))
    look()
  })
  http.listen(port, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address() as AddressInfo

  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!condition()) return
        waiting.delete(check)
        resolve()
      }
      waiting.add(check)
      check()
    })
  const close = async (): Promise<void> => {
    if (!http.listening) return
    for (const socket of server.clients) socket.terminate()
    server.close()
    http.close()
    await once(http, 'close')
  }
  onTestFinished(close)
  return {
    url: `ws://127.0.0.1:${address.port}`,
    port: address.port,
    received,
    frames,
    paths,
    connections: (count) => until(() => paths.length >= count),
    until,
    say(message) {
      const text = JSON.stringify('type' in message ? viewerEnvelope(message as ViewerMessage) : message)
      for (const socket of sockets) socket.send(text)
    },
    cut() {
      for (const socket of sockets) socket.terminate()
    },
    close,
  }
}
