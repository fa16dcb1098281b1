import {
  CONFIG_TIMEOUT_MS,
  missingTexts,
  parseObject,
  REQUIRED_TEXTS,
  type AppConfig,
} from '@device-flow/app-shared/config'
import { withDeadline } from '@device-flow/app-shared/deadline'
import { systemClock } from '@device-flow/machine/clock'

/** What the counter is told by the `config.json` beside its page. */
export interface KioskConfig extends AppConfig {
  /** How long the screen may be left alone before it resets itself, seconds. */
  idleSeconds: number
}

const DEFAULT_IDLE_SECONDS = 60
const MIN_IDLE_SECONDS = 2

/**
 * Fetches the configuration.
 *
 * @throws an error whose message tells staff what to mend
 */
export async function loadConfig(url: string): Promise<KioskConfig> {
  const message = `${url} took longer than ${CONFIG_TIMEOUT_MS / 1000} s.`
  const deadline = { ms: CONFIG_TIMEOUT_MS, clock: systemClock, message }
  return readConfig(url, await withDeadline(deadline, (signal) => fetchText(url, signal)))
}

async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { cache: 'no-store', signal }).catch((): never => {
    throw new Error(`${url} cannot be reached: the network is away, or the server that this page comes from.`)
  })
  if (!response.ok) throw new Error(`${url} cannot be read: the server answered ${response.status}.`)
  return response.text().catch(() => '')
}

function readConfig(url: string, text: string): KioskConfig {
  const members = parseObject(text)
  if (!members) throw new Error(`${url} is not a JSON object.`)
  const names = 'inspectorUrl' in members ? [...REQUIRED_TEXTS, 'inspectorUrl'] : REQUIRED_TEXTS
  const [missing] = missingTexts(members, names)
  if (missing !== undefined) throw new Error(`${url} lacks "${missing}", a text.`)
  const { idleSeconds = DEFAULT_IDLE_SECONDS } = members
  if (!(typeof idleSeconds === 'number' && idleSeconds >= MIN_IDLE_SECONDS)) {
    throw new Error(`"idleSeconds" in ${url} must be a number of seconds, at least ${MIN_IDLE_SECONDS}.`)
  }
  const { issuer, clientId, apiUrl, inspectorUrl } = members as Partial<AppConfig> as AppConfig
  return { issuer, clientId, apiUrl, idleSeconds, ...(inspectorUrl !== undefined && { inspectorUrl }) }
}
