import { DeviceFlowError } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import type { ClientAuth } from './options.ts'
import { OAuthOptionsError } from './options-error.ts'
import { hasWebCrypto, NO_WEB_CRYPTO } from './web-crypto.ts'

/** The client secret, when there is one, so that answers which repeat it can be redacted. */
export function clientSecretOf(auth: ClientAuth): string | undefined {
  if (auth.method !== 'client_secret_basic' && auth.method !== 'client_secret_post') return undefined
  return typeof auth.clientSecret === 'string' ? auth.clientSecret : auth.clientSecret.reveal()
}

/** oauth4webapi's client authentication for an option, checked. Throws {@link OAuthOptionsError}. */
export function createClientAuth(auth: ClientAuth): oauth.ClientAuth {
  const authenticate = methodOf(auth)
  return (server, client, body, headers) => {
    // Also with client_secret_basic, where oauth4webapi leaves it out at the token endpoint: some servers look for it first (A6).
    body.set('client_id', client.client_id)
    if (auth.method === 'private_key_jwt' && !hasWebCrypto()) {
      throw new DeviceFlowError(
        'unsupported',
        `private_key_jwt needs Web Crypto (crypto.subtle), ${NO_WEB_CRYPTO}, or use another way to authenticate the client.`,
      )
    }
    return authenticate(server, client, body, headers)
  }
}

function methodOf(auth: ClientAuth): oauth.ClientAuth {
  const secret = clientSecretOf(auth)
  switch (auth.method) {
    case 'none':
      return oauth.None()
    case 'client_secret_basic':
    case 'client_secret_post':
      if (!secret) throw new OAuthOptionsError('clientAuth.clientSecret', `must not be empty for ${auth.method}`)
      return auth.method === 'client_secret_basic' ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret)
    case 'private_key_jwt':
      try {
        if (!auth.key.usages.includes('sign')) throw new TypeError('not for signing')
        return oauth.PrivateKeyJwt(auth.keyId === undefined ? auth.key : { key: auth.key, kid: auth.keyId })
      } catch {
        throw new OAuthOptionsError(
          'clientAuth.key',
          'must be a private CryptoKey for signing (and keyId, if given, a non-empty string)',
        )
      }
    default:
      throw new OAuthOptionsError(
        'clientAuth.method',
        'must be none, client_secret_basic, client_secret_post or private_key_jwt',
      )
  }
}
