import { redact } from '@device-flow/inspect'
import { cleanText } from '@device-flow/untrusted'

/** The path of an address, for a title: without its query, and without what looks like a secret. */
export function shownPath(url: string): string {
  return cleanText(String(redact(new URL(url).pathname)), 80)
}

/** The same with the origin before it. */
export function shownAddress(url: string): string {
  return new URL(url).origin + shownPath(url)
}
