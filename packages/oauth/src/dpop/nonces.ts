import { readAuthChallenges } from '@device-flow/untrusted'

/** The name by which the nonces of the authorization server are known, whichever of its hosts sends them. */
export const AUTHORIZATION_SERVER = 'authorization server'

/** The name of an API: its origin. */
export function apiAt(url: string): string {
  return new URL(url).origin
}

/** Whether an API asks for a proof with its nonce (RFC 9449 §9). */
export function asksForNonce(headers: Headers): boolean {
  return readAuthChallenges(headers.get('www-authenticate') ?? '').some(
    ({ scheme, parameters }) => scheme === 'dpop' && parameters.get('error') === 'use_dpop_nonce',
  )
}

/** More servers than one client talks to; without a limit, an API with a host per customer would fill the memory. */
const MOST_SERVERS = 100

/** The last nonce of each server (RFC 9449 §8.2): one of the authorization server is of no use at an API, and the other way round. */
export interface Nonces {
  of(server: string): string | undefined
  /** Takes note of the nonce in a response. Returns whether there is one. */
  note(server: string, headers: Headers): boolean
}

/** Creates an empty memory of nonces. */
export function createNonces(): Nonces {
  const nonces = new Map<string, string>()
  return {
    of: (server) => nonces.get(server),
    note(server, headers) {
      const nonce = headers.get('dpop-nonce')
      if (!nonce) return false
      nonces.delete(server)
      nonces.set(server, nonce)
      for (const oldest of nonces.keys()) if (nonces.size > MOST_SERVERS) nonces.delete(oldest)
      return true
    },
  }
}
