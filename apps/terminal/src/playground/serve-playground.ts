import { serveApp, type AuthServer, type ServedApp } from '@device-flow/auth-server'
import { distFolder } from '@device-flow/playground'
import { createRelay } from '../relay/relay.ts'

/** How the playground is served. */
export interface ServePlaygroundOptions {
  server: AuthServer
  /** The TCP port on 127.0.0.1; 0 takes a free one. */
  port: number
  /** Whether its page may send requests by the relay. */
  hasRelay?: boolean | undefined
}

/** The site of the page, whatever its port. */
const SITE = 'http://127.0.0.1:'

/** Serves the playground, and lets its page call the server and show the server's pages in a frame. */
export async function servePlayground({ server, port, hasRelay = false }: ServePlaygroundOptions): Promise<ServedApp> {
  const { issuer, clientId, apiUrl } = server
  // By https, or at another host, the server is another site, whose cookies a browser keeps out of a frame: nobody could sign in there.
  const canFrameServer = issuer.startsWith(SITE)
  const playground = await serveApp({
    dist: distFolder,
    config: { issuer, clientId, apiUrl, canFrameServer, relayUrl: hasRelay ? './relay' : undefined },
    port,
    // People type in servers of their own, and the viewer is a folder beside the page.
    freedoms: { callsAnyServer: true, framesItself: true },
    listeners: hasRelay ? { '/relay': createRelay() } : {},
  })
  server.allowOrigin(playground.url)
  if (canFrameServer) server.allowFraming(playground.url)
  return playground
}
