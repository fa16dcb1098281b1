/** An address as a person types it: without the protocol, and without a slash that leads nowhere. */
export function plainAddress(uri: string): string {
  return uri.replace(/^https?:\/\//i, '').replace(/\/$/, '')
}
