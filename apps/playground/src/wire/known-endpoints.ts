import type { OAuthServicesOptions } from '@device-flow/oauth'
import { isRecord } from '@device-flow/untrusted'

/** An endpoint as metadata has it; what is asked at the token endpoint depends on the grant. */
export type EndpointKind = 'deviceAuthorization' | 'token' | 'keys' | 'revocation' | 'userInfo' | 'registration'

/** The members of metadata, and the options, that name each endpoint (RFC 8414 §2, RFC 8628 §4). */
const NAMES: readonly (readonly [EndpointKind, ...names: string[]])[] = [
  ['deviceAuthorization', 'device_authorization_endpoint', 'deviceAuthorizationEndpoint'],
  ['token', 'token_endpoint', 'tokenEndpoint'],
  ['keys', 'jwks_uri', 'jwksUri'],
  ['revocation', 'revocation_endpoint', 'revocationEndpoint'],
  ['userInfo', 'userinfo_endpoint', 'userInfoEndpoint'],
  ['registration', 'registration_endpoint', 'registrationEndpoint'],
]

/** What a server's addresses are for, as its metadata and the options say. */
export class KnownEndpoints {
  readonly #kinds = new Map<string, EndpointKind>()

  /** Reads metadata, or the endpoints of options; what else is in them is passed over. */
  learn(metadata: unknown): void {
    if (!isRecord(metadata)) return
    this.#learnEndpoints(metadata)
    // Those for clients with a certificate (RFC 8705 §5).
    if (isRecord(metadata['mtls_endpoint_aliases'])) this.#learnEndpoints(metadata['mtls_endpoint_aliases'])
  }

  /** Reads metadata as it came. */
  learnFromBody(body: string): void {
    try {
      this.learn(JSON.parse(body))
    } catch {
      // The login says what is wrong with it.
    }
  }

  kindAt(url: string): EndpointKind | undefined {
    return this.#kinds.get(withoutQuery(url))
  }

  /** Whether so much is known that nothing has to be guessed. */
  get areKnown(): boolean {
    const kinds = new Set(this.#kinds.values())
    return kinds.has('deviceAuthorization') && kinds.has('token')
  }

  #learnEndpoints(metadata: Record<string, unknown>): void {
    for (const [kind, ...names] of NAMES) {
      for (const name of names) {
        const url = metadata[name]
        if (typeof url === 'string' && URL.canParse(url)) this.#kinds.set(withoutQuery(url), kind)
      }
    }
  }
}

/** The endpoints that options name: those of a provider that has no metadata, say. */
export function endpointsInOptions(options: Pick<OAuthServicesOptions, 'issuer' | 'endpoints' | 'provider'>): unknown {
  const { provider } = options
  if (!provider) return options.endpoints
  return provider.applyTo({ ...options, clientId: 'any', clientAuth: { method: 'none' } } as OAuthServicesOptions)
    .endpoints
}

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}
