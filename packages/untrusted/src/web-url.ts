import { hasHiddenCharacters } from './hidden-characters.ts'

const MAX_URL_CHARS = 2048

/**
 * Normalises a URL that may be opened or put into a QR code without a thought: http or https, and no user name that
 * poses as the host. Undefined for any other.
 */
export function webUrl(text: string): string | undefined {
  try {
    const { protocol, username, password, href } = new URL(text)
    return (protocol === 'https:' || protocol === 'http:') && !username && !password ? href : undefined
  } catch {
    return undefined
  }
}

/**
 * Whether a value is a URL that may be opened, and may be shown as it is written: short enough, and nothing in it is
 * hidden or blank.
 */
export function isSafeWebUrl(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > MAX_URL_CHARS) return false
  return !hasHiddenCharacters(value) && !/\s/u.test(value) && webUrl(value) !== undefined
}
