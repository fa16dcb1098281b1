import type { ClientAuth } from '@device-flow/node'
import type { Provider } from '@device-flow/oauth/profiles'

/** The server that a login is at. */
export interface ServerOfLogin {
  /** Its issuer, or an endpoint. */
  readonly address: string | undefined
  /** As the flags name it. */
  readonly provider: Provider | undefined
  /** How the client says who it is; undefined for a client that has no secret. */
  readonly clientAuth: ClientAuth | undefined
}

/** Whether a client says by its ID alone who it is. */
export function isPublic(clientAuth: ClientAuth | undefined): boolean {
  return clientAuth === undefined || clientAuth.method === 'none'
}
