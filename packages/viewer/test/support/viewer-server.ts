import { once } from 'node:events'
import { request } from 'node:http'
import { onTestFinished } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { serveViewer, type ServedViewer } from '../../src/server/index.ts'

/** Serves the viewer until the test has finished. */
export async function serve(): Promise<ServedViewer & { viewerUrl: string; origin: string }> {
  const served = await serveViewer()
  onTestFinished(() => served.close())
  const { origin, host } = new URL(served.url)
  return { ...served, origin, viewerUrl: `ws://${host}/viewer` }
}

/** One end of a connection, and what it received. */
export interface End {
  socket: WebSocket
  received: string[]
  /** Resolves to the received messages when there are this many. */
  until(count: number): Promise<unknown[]>
}

/** Opens a WebSocket, and collects what it receives. */
export async function open(url: string, options: ClientOptions = {}): Promise<End> {
  const socket = new WebSocket(url, options)
  const received: string[] = []
  socket.on('message', (data) => received.push(String(data)))
  await once(socket, 'open')
  return {
    socket,
    received,
    async until(count) {
      while (received.length < count) await once(socket, 'message')
      return received.map((text) => JSON.parse(text) as unknown)
    },
  }
}

/** The status with which a WebSocket is refused, or 101. */
export async function knock(url: string, options: ClientOptions): Promise<number | undefined> {
  const socket = new WebSocket(url, options)
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(101))
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode))
    socket.on('error', reject)
  })
}

/** A GET with headers that browsers would set. */
export function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; headers: object }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume()
      resolve({ status: response.statusCode, headers: response.headers })
    })
      .on('error', reject)
      .end()
  })
}
