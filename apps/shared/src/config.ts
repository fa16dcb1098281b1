import { isRecord } from '@device-flow/untrusted'

/** What an app is told by the `config.json` beside its page. */
export interface AppConfig {
  /** The authorization server. */
  issuer: string
  clientId: string
  /** The base of the sample API, and the resource (RFC 8707) that its tokens are for. */
  apiUrl: string
  /** Where the inspector's viewer is; read in development only. */
  inspectorUrl?: string
}

/** How long an app waits for its `config.json`, ms. */
export const CONFIG_TIMEOUT_MS = 10_000

/** The members that no app can do without. */
export const REQUIRED_TEXTS = ['issuer', 'clientId', 'apiUrl'] as const

/** Reads a JSON object; undefined when the text is anything else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Names the members that are not texts, or empty. */
export function missingTexts(members: Record<string, unknown>, names: readonly string[]): string[] {
  return names.filter((name) => typeof members[name] !== 'string' || members[name] === '')
}
