import { serveApp, type AuthServer, type ServedApp } from '@device-flow/auth-server'
import { serveViewer, type ServedViewer } from '@device-flow/viewer'
import { developmentFolder as kioskFolder } from '@device-flow/kiosk'
import { developmentFolder as tvFolder } from '@device-flow/tv'

/** Where `device-flow login --inspect` looks for a viewer: the number of the device flow's RFC. */
const VIEWER_PORT = 8628

/** The other devices to try, and the viewer that shows all of them. */
export interface Screens {
  tv: ServedApp
  kiosk: ServedApp
  viewer: ServedViewer
  close(): Promise<unknown>
}

/** Serves the viewer where logins look for it; while another demo is running there, at an address of its own. */
export function serveViewerForLogins(): Promise<ServedViewer> {
  return serveViewer({ port: VIEWER_PORT }).catch(() => serveViewer())
}

/** Serves the TV, the kiosk and the viewer, and lets the devices call the server from their own origins. */
export async function serveScreens(server: AuthServer): Promise<Screens> {
  const viewer = await serveViewerForLogins()
  const { issuer, clientId, apiUrl } = server
  const config = { issuer, clientId, apiUrl, inspectorUrl: viewer.url }
  const tv = await serveApp({ dist: tvFolder, config })
  const kiosk = await serveApp({ dist: kioskFolder, config })
  for (const { url } of [tv, kiosk]) server.allowOrigin(url)
  return { tv, kiosk, viewer, close: () => Promise.all([tv.close(), kiosk.close(), viewer.close()]) }
}
