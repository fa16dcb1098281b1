/** Names something new, so that nothing else has the name. Works in pages without TLS too, unlike `randomUUID`. */
export function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
