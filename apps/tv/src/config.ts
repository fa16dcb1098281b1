/** What this app has to be told about its server; it stands in `config.json` beside `index.html`. */
export interface Config {
  issuer: string
  clientId: string
  /** The base of the sample API, and the resource (RFC 8707) that its tokens are for. */
  apiUrl: string
  /** Where the inspector's viewer is; read in development only. */
  inspectorUrl?: string
}

const MEMBERS = ['issuer', 'clientId', 'apiUrl'] as const

/** Fetches `./config.json`. Rejects with an error that says what is wrong with it. */
export async function fetchConfig(): Promise<Config> {
  const response = await fetch('./config.json', { cache: 'no-store' }).catch(() => {
    throw new Error('config.json could not be fetched.')
  })
  if (!response.ok) throw new Error(`config.json could not be fetched (HTTP ${response.status}).`)
  const config: unknown = await response.json().catch(() => undefined)
  if (typeof config !== 'object' || config === null) throw new Error('config.json holds no JSON object.')
  return checked(config)
}

function checked(config: Partial<Record<keyof Config, unknown>>): Config {
  const missing = MEMBERS.filter((name) => typeof config[name] !== 'string' || config[name] === '')
  if (missing.length > 0) throw new Error(`config.json lacks ${missing.join(', ')}.`)
  return config as Config
}
