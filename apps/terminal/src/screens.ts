import { serveApp, type AuthServer, type ServedApp } from '@device-flow/auth-server'
import { distFolder as kioskFolder } from '@device-flow/kiosk'
import { distFolder as tvFolder } from '@device-flow/tv'

/** The other devices that one can touch. */
export interface Screens {
  tv: ServedApp
  kiosk: ServedApp
  close(): Promise<unknown>
}

/** Serves the TV and the kiosk, and lets them call the server from their own origins. */
export async function serveScreens(server: AuthServer): Promise<Screens> {
  const tv = await serveApp({ dist: tvFolder, config: server })
  const kiosk = await serveApp({ dist: kioskFolder, config: server })
  for (const { url } of [tv, kiosk]) server.allowOrigin(url)
  return { tv, kiosk, close: () => Promise.all([tv.close(), kiosk.close()]) }
}
