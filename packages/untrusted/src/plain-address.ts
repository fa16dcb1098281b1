/**
 * An address as a person types it: without scheme, and without the slash at its end. `https://` stays where the host is a number or has a
 * port: browsers take `http` there, and would get no answer.
 */
export function plainAddress(uri: string): string {
  const address = uri.replace(/\/$/, '')
  const isNumberOrPort = /^https:\/\/(?:[\d.]+|[^/?#]*:[^/?#]*)(?:[/?#]|$)/i.test(address)
  return isNumberOrPort ? address : address.replace(/^https?:\/\//i, '')
}
