import type { JWK } from 'jose'
import type { ClientMetadata } from 'oidc-provider'

/** The public client that is always there: no secret, the way a TV or a command line signs in. */
export const DEMO_CLIENT_ID = 'device-flow-demo'

/** A client that proves who it is (RFC 6749 §2.3, RFC 7523 §2.2). */
export type ConfidentialClient = { clientId: string; name?: string } & (
  | { authMethod: 'client_secret_basic' | 'client_secret_post'; clientSecret: string }
  /** `jwks`: the public keys. */
  | { authMethod: 'private_key_jwt'; jwks: { keys: JWK[] } }
)

function deviceClient(clientId: string, name: string): ClientMetadata {
  return {
    client_id: clientId,
    client_name: name,
    application_type: 'native',
    grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
    response_types: [],
    redirect_uris: [],
    id_token_signed_response_alg: 'RS256',
  }
}

/** All clients in oidc-provider's words: the demo client and the ones given. With `isBound`, they get no token without a proof. */
export function clientMetadata(confidential: readonly ConfidentialClient[], isBound = false): ClientMetadata[] {
  const clients: ClientMetadata[] = [
    { ...deviceClient(DEMO_CLIENT_ID, 'Device Flow demo'), token_endpoint_auth_method: 'none' },
    ...confidential.map((client): ClientMetadata => ({
      ...deviceClient(client.clientId, client.name ?? client.clientId),
      token_endpoint_auth_method: client.authMethod,
      ...(client.authMethod === 'private_key_jwt' ? { jwks: client.jwks } : { client_secret: client.clientSecret }),
    })),
  ]
  return clients.map((client) => ({ ...client, ...(isBound && { dpop_bound_access_tokens: true }) }))
}
