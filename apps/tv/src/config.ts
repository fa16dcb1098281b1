import {
  CONFIG_TIMEOUT_MS,
  missingTexts,
  parseObject,
  REQUIRED_TEXTS,
  type AppConfig,
} from '@device-flow/app-shared/config'
import { withDeadline } from '@device-flow/app-shared/deadline'
import { systemClock } from '@device-flow/machine/clock'

/** Nobody has made a mistake: the network, or the server of this app, is down, and the next try may succeed. */
export class ConfigUnreachable extends Error {
  override readonly name = 'ConfigUnreachable'
}

/**
 * Fetches `./config.json`.
 *
 * @throws a {@link ConfigUnreachable}, or an error that says what is wrong with the file
 */
export async function fetchConfig(): Promise<AppConfig> {
  const { ok, status, body } = await withDeadline(
    { ms: CONFIG_TIMEOUT_MS, clock: systemClock, message: 'There was no answer within 10 seconds.' },
    read,
  ).catch((error: Error) => {
    throw new ConfigUnreachable(`config.json could not be fetched. ${error.message}`)
  })
  if (status >= 500) throw new ConfigUnreachable(`config.json could not be fetched (HTTP ${status}).`)
  if (!ok) throw new Error(`config.json could not be fetched (HTTP ${status}).`)
  const members = parseObject(body)
  if (!members) throw new Error('config.json holds no JSON object.')
  const missing = missingTexts(members, REQUIRED_TEXTS)
  if (missing.length > 0) throw new Error(`config.json lacks ${missing.join(', ')}.`)
  return members as Partial<AppConfig> as AppConfig
}

async function read(signal: AbortSignal): Promise<{ ok: boolean; status: number; body: string }> {
  const response = await fetch('./config.json', { cache: 'no-store', signal })
  return { ok: response.ok, status: response.status, body: await response.text() }
}
