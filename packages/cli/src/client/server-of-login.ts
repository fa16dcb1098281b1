import type { Provider } from '@device-flow/oauth/profiles'

/** The server that a login is at. */
export interface ServerOfLogin {
  /** Its issuer, or an endpoint. */
  readonly address: string | undefined
  /** As the flags name it. */
  readonly provider: Provider | undefined
}
