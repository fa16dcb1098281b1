import type { AuthServer } from './options.ts'

/** What a served app is told about its server: it fetches this as `./config.json`. */
export type AppConfig = Pick<AuthServer, 'issuer' | 'clientId' | 'apiUrl'> & {
  /** Where an app that was built for development finds the inspector's viewer. */
  inspectorUrl?: string | undefined
}
