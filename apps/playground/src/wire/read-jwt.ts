import { decodeJwt, decodeProtectedHeader } from 'jose'

/** What a JWT says of itself: nothing of it is verified. */
export interface ReadJwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** Decodes a JWT; undefined for what is none, such as an opaque token or an encrypted one. */
export function readJwt(token: string): ReadJwt | undefined {
  try {
    return { header: decodeProtectedHeader(token) as ReadJwt['header'], claims: decodeJwt(token) }
  } catch {
    return undefined
  }
}
