/** A client that a server has registered on request, with what it was given for. */
export interface RegisteredClient {
  clientId: string
  clientSecret: string
}

/**
 * A code or token together with the client that it belongs to, as one opaque text: what is kept of a login, or of a session, is then
 * enough to go on with it after a restart.
 */
export function sealed(value: string, { clientId, clientSecret }: RegisteredClient): string {
  return btoa(encodeURIComponent(JSON.stringify([value, clientId, clientSecret])))
}

/** What {@link sealed} has put together; undefined for any other text. */
export function unsealed(text: string): { value: string; client: RegisteredClient } | undefined {
  try {
    const parts: unknown = JSON.parse(decodeURIComponent(atob(text)))
    if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => typeof part === 'string'))
      return undefined
    const [value, clientId, clientSecret] = parts as [string, string, string]
    return { value, client: { clientId, clientSecret } }
  } catch {
    return undefined
  }
}
