import { base64url } from 'jose'

// Not `randomUUID`, which a page has only on a secure origin: a television in the same network has none.

/** A random name of so many bytes, as base64url. */
export function randomName(bytes = 16): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)))
}

/** A number of eight digits, as people type it. */
export function randomDigits(): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1))
  return String(10_000_000 + (random % 90_000_000))
}
