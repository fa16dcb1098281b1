import { systemClock } from '@device-flow/machine/clock'
import { inTime } from './in-time.ts'

/** What the counter is told by the `config.json` beside its page. */
export interface KioskConfig {
  /** The authorization server. */
  issuer: string
  clientId: string
  /** The API that has the orders, and the resource (RFC 8707) that the tokens are for. */
  apiUrl: string
  /** How long the screen may be left alone before it resets itself, seconds. */
  idleSeconds: number
  /** Where the inspector's viewer is; read in development only. */
  inspectorUrl?: string
}

const IDLE_SECONDS = 60
const LEAST_IDLE_SECONDS = 2
const LONGEST_WAIT_MS = 10_000

/** Fetches the configuration. Rejects with an error whose message says to staff what to mend. */
export async function loadConfig(url: string): Promise<KioskConfig> {
  return readConfig(
    url,
    await inTime({ what: url, ms: LONGEST_WAIT_MS, clock: systemClock }, (signal) => fetchMembers(url, signal)),
  )
}

async function fetchMembers(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { cache: 'no-store', signal }).catch((): never => {
    throw new Error(`${url} can't be reached: the network is away, or the server that this page comes from.`)
  })
  if (!response.ok) throw new Error(`${url} can't be read: the server answered ${response.status}.`)
  return response.json().catch(() => undefined)
}

function readConfig(url: string, members: unknown): KioskConfig {
  const given = (typeof members === 'object' ? members : undefined) as Record<string, unknown> | null | undefined
  if (!given) throw new Error(`${url} is not a JSON object.`)
  const text = (name: string): string => {
    const value = given[name]
    if (typeof value !== 'string' || value === '') throw new Error(`${url} lacks "${name}", a text.`)
    return value
  }
  const { idleSeconds = IDLE_SECONDS } = given
  if (!(typeof idleSeconds === 'number' && idleSeconds >= LEAST_IDLE_SECONDS)) {
    throw new Error(`"idleSeconds" in ${url} must be a number of seconds, at least ${LEAST_IDLE_SECONDS}.`)
  }
  return {
    issuer: text('issuer'),
    clientId: text('clientId'),
    apiUrl: text('apiUrl'),
    idleSeconds,
    ...('inspectorUrl' in given && { inspectorUrl: text('inspectorUrl') }),
  }
}
