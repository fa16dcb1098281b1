import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request that arrived at the server. */
export interface Arrived {
  method: string | undefined
  url: string | undefined
  /** As they came over the wire. */
  headers: IncomingMessage['headersDistinct']
  body: string
}

/** A server on this computer that no page may call: it says nothing of CORS. */
export async function startUpstream(answer: RequestListener): Promise<{
  origin: string
  arrived: Arrived[]
  close(): Promise<void>
}> {
  const arrived: Arrived[] = []
  const server = createServer(async (request, response) => {
    const { method, url, headersDistinct: headers } = request
    arrived.push({ method, url, headers, body: await text(request) })
    answer(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
