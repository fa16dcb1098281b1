import { withinTime } from '@device-flow/app-shared/deadline'

/** What this app has to be told about its server; it stands in `config.json` beside `index.html`. */
export interface Config {
  issuer: string
  clientId: string
  /** The base of the sample API, and the resource (RFC 8707) that its tokens are for. */
  apiUrl: string
  /** Where the inspector's viewer is; read in development only. */
  inspectorUrl?: string
}

/** Nobody has made a mistake: the network, or the server of this app, is down, and the next try may succeed. */
export class ConfigOutOfReach extends Error {
  override readonly name = 'ConfigOutOfReach'
}

const MEMBERS = ['issuer', 'clientId', 'apiUrl'] as const
const LIMIT_MS = 10_000

/** Fetches `./config.json`. Rejects with a {@link ConfigOutOfReach}, or with an error that says what is wrong with the file. */
export async function fetchConfig(): Promise<Config> {
  const { ok, status, body } = await withinTime(LIMIT_MS, read).catch((error: Error) => {
    throw new ConfigOutOfReach(`config.json could not be fetched. ${error.message}`)
  })
  if (status >= 500) throw new ConfigOutOfReach(`config.json could not be fetched (HTTP ${status}).`)
  if (!ok) throw new Error(`config.json could not be fetched (HTTP ${status}).`)
  const config = parsed(body)
  if (typeof config !== 'object' || config === null) throw new Error('config.json holds no JSON object.')
  return checked(config)
}

async function read(signal: AbortSignal): Promise<{ ok: boolean; status: number; body: string }> {
  const response = await fetch('./config.json', { cache: 'no-store', signal })
  return { ok: response.ok, status: response.status, body: await response.text() }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function checked(config: Partial<Record<keyof Config, unknown>>): Config {
  const missing = MEMBERS.filter((name) => typeof config[name] !== 'string' || config[name] === '')
  if (missing.length > 0) throw new Error(`config.json lacks ${missing.join(', ')}.`)
  return config as Config
}
