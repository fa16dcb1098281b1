import { serveApp, type AuthServer, type ServedApp } from '@device-flow/auth-server'
import { serveViewer, type ServedViewer } from '@device-flow/viewer'
import { developmentFolder as kioskFolder } from '@device-flow/kiosk'
import { developmentFolder as tvFolder } from '@device-flow/tv'

/** Where `device-flow login --inspect` looks for an inspector: the number of the device flow's RFC. */
const INSPECTOR_PORT = 8628

/** The other devices that one can touch, and the inspector that shows all of them. */
export interface Screens {
  tv: ServedApp
  kiosk: ServedApp
  inspector: ServedViewer
  close(): Promise<unknown>
}

/** Serves the TV, the kiosk and the inspector, and lets the devices call the server from their own origins. */
export async function serveScreens(server: AuthServer): Promise<Screens> {
  // Another demo may be running: then this one's inspector has an address of its own.
  const inspector = await serveViewer({ port: INSPECTOR_PORT }).catch(() => serveViewer())
  const { issuer, clientId, apiUrl } = server
  const config = { issuer, clientId, apiUrl, inspectorUrl: inspector.url }
  const tv = await serveApp({ dist: tvFolder, config })
  const kiosk = await serveApp({ dist: kioskFolder, config })
  for (const { url } of [tv, kiosk]) server.allowOrigin(url)
  return { tv, kiosk, inspector, close: () => Promise.all([tv.close(), kiosk.close(), inspector.close()]) }
}
