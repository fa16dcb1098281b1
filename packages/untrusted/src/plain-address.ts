/** An address as a person types it: without scheme, and without the slash at its end. */
export function plainAddress(uri: string): string {
  return uri.replace(/^https?:\/\//i, '').replace(/\/$/, '')
}
