import type { AuthServer } from './options.ts'

/** What a served app is told about its server: it fetches this as `./config.json`. */
export type AppConfig = Pick<AuthServer, 'issuer' | 'clientId' | 'apiUrl'> & {
  /** Where an app that was built for development finds the inspector's viewer. */
  inspectorUrl?: string | undefined
  /** Whether the app may show the server's pages in a frame: the server has let it (`server.allowFraming`). */
  canFrameServer?: boolean | undefined
  /** Where an app finds the relay for servers that let no page call them (CORS); absent where there is none. */
  relayUrl?: string | undefined
}
