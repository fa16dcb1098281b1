/** What whoever serves this page tells it, as `./config.json`; all of it may be left out, as on a plain file server. */
export interface PlaygroundConfig {
  /** The embedded server, beside this page. */
  readonly issuer?: string
  readonly clientId?: string
  readonly apiUrl?: string
  /** Carries requests to servers that allow no page (CORS): `npm run playground -- --relay`. */
  readonly relayUrl?: string
}

/** Reads `./config.json`. Where there is none, there is the server in the page all the same. */
export async function fetchConfig(): Promise<PlaygroundConfig> {
  try {
    const response = await fetch('./config.json', { cache: 'no-store' })
    return response.ok ? ((await response.json()) as PlaygroundConfig) : {}
  } catch {
    return {}
  }
}
