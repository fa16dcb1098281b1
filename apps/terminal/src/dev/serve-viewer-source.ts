import type { ServedViewer } from '@device-flow/viewer'
import type { ProxyOptions } from 'vite'
import { serveSource, type ServedSource } from './serve-source.ts'

/** Serves the viewer's page from its source. It reaches the logins through the server of the built viewer, which relays them. */
export async function serveViewerSource(workspace: string, relay: ServedViewer): Promise<ServedSource> {
  const target = new URL(relay.url).origin
  let pageOrigin: string | undefined
  const toRelay: ProxyOptions = {
    target,
    ws: true,
    changeOrigin: true,
    configure: (proxy) =>
      proxy.on('proxyReqWs', (forwarded, { headers }) => {
        // The relay shows logins to the page of its own origin alone. Any other page keeps its origin here, and is refused there.
        if (headers.origin === pageOrigin) forwarded.setHeader('origin', target)
      }),
  }
  const served = await serveSource({
    workspace,
    pageFolder: 'src/page',
    proxy: { '/viewer': toRelay, '/login': toRelay },
  })
  pageOrigin = new URL(served.url).origin
  return served
}
