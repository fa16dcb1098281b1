import { isRecord } from '@device-flow/untrusted'

/** The header of a JWT, or its payload, as it says itself: nothing of it is verified. Empty when it cannot be read. */
export function unverifiedPart(jwt: unknown, part: 'header' | 'payload'): Record<string, unknown> {
  if (typeof jwt !== 'string') return {}
  try {
    const members: unknown = JSON.parse(
      new TextDecoder().decode(fromBase64Url(jwt.split('.')[part === 'header' ? 0 : 1])),
    )
    return isRecord(members) ? members : {}
  } catch {
    return {}
  }
}

/** Whether a text is an encrypted JWT: a JWE in its compact form (RFC 7516 §9), which only its addressee can read. */
export function isEncryptedJwt(jwt: unknown): boolean {
  return typeof jwt === 'string' && jwt.split('.', 6).length === 5 && unverifiedPart(jwt, 'header').enc !== undefined
}

/** Decodes base64url (RFC 4648 §5). Throws for what is not. */
export function fromBase64Url(text = ''): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (byte) => byte.charCodeAt(0))
}
