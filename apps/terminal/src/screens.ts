import { serveApp, type AuthServer, type ServedApp } from '@device-flow/auth-server'
import { serveViewer, type ServedViewer } from '@device-flow/viewer'
import { developmentFolder as kioskFolder } from '@device-flow/kiosk'
import { developmentFolder as tvFolder } from '@device-flow/tv'
import { servePlayground } from './playground/serve-playground.ts'
import { PORTS, startAt } from './ports.ts'

/** The other devices to try, the viewer that shows all of them, and the playground. */
export interface Screens {
  tv: ServedApp
  kiosk: ServedApp
  viewer: ServedViewer
  playground: ServedApp
  close(): Promise<unknown>
}

/** Serves the viewer where logins look for it; while another demo is running there, at an address of its own. */
export function serveViewerForLogins(isTaken: () => void = () => {}): Promise<ServedViewer> {
  return startAt(PORTS.viewer, (port) => serveViewer({ port }), isTaken)
}

/**
 * Serves the TV, the kiosk, the viewer and the playground, and lets their pages call the server from their own origins.
 *
 * @param isTaken called for each whose usual port is taken
 */
export async function serveScreens(server: AuthServer, isTaken: () => void): Promise<Screens> {
  const viewer = await serveViewerForLogins(isTaken)
  const { issuer, clientId, apiUrl } = server
  const config = { issuer, clientId, apiUrl, inspectorUrl: viewer.url }
  const tv = await startAt(PORTS.tv, (port) => serveApp({ dist: tvFolder, config, port }), isTaken)
  const kiosk = await startAt(PORTS.kiosk, (port) => serveApp({ dist: kioskFolder, config, port }), isTaken)
  for (const { url } of [tv, kiosk]) server.allowOrigin(url)
  const playground = await startAt(PORTS.playground, (port) => servePlayground({ server, port }), isTaken)
  const all = [tv, kiosk, viewer, playground]
  return { tv, kiosk, viewer, playground, close: () => Promise.all(all.map((each) => each.close())) }
}
