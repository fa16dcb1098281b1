import { DeviceFlowError } from '@device-flow/machine'
import type { Secret } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { basicAuthentication, hasRawForm } from './basic-authentication.ts'
import { createCredentialForm } from './credential-form.ts'
import type { CredentialForm, Form } from './credential-form.ts'
import { credentialProblem } from './credential-text.ts'
import type { ClientAuth } from './options.ts'
import { OAuthOptionsError } from './options-error.ts'
import { hasWebCrypto, NO_WEB_CRYPTO } from './web-crypto.ts'

/** The client secret, when there is one, so that responses which repeat it can be redacted. */
export function clientSecretOf(auth: ClientAuth): string | undefined {
  const { clientSecret: secret } = auth as { clientSecret?: Partial<Secret> | string }
  const text: unknown = typeof secret === 'object' && typeof secret?.reveal === 'function' ? secret.reveal() : secret
  return typeof text === 'string' ? text : undefined
}

/** The form of the client's credentials, where it matters: they may go into the header, and encoding changes them. */
export function credentialFormFor(auth: ClientAuth, clientId: string, clock: Clock): CredentialForm | undefined {
  const secret = clientSecretOf(auth)
  const mayUseBasic = auth.method === undefined || auth.method === 'client_secret_basic'
  return secret && mayUseBasic && hasRawForm(clientId, secret) ? createCredentialForm(clock) : undefined
}

/**
 * oauth4webapi's client authentication for an option, checked. `formOfNext` tells in which form Basic credentials are sent. Throws
 * {@link OAuthOptionsError}.
 */
export function createClientAuth(auth: ClientAuth, formOfNext: () => Form = () => 'encoded'): oauth.ClientAuth {
  const authenticate = methodOf(auth, formOfNext)
  return (server, client, body, headers) => {
    // Also with client_secret_basic: some servers look for it first (A6).
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

function methodOf(auth: ClientAuth, formOfNext: () => Form): oauth.ClientAuth {
  refuseUnused(auth)
  switch (auth.method) {
    case 'none':
    // The certificate says who asks, in TLS (RFC 8705 §2): the request has the client_id alone.
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return oauth.None()
    case 'client_secret_basic':
      return basicAuthentication(checkedSecret(auth), formOfNext)
    case 'client_secret_post':
      return oauth.ClientSecretPost(checkedSecret(auth))
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
      if (auth.method === undefined && 'clientSecret' in auth) return byMetadata(checkedSecret(auth), formOfNext)
      throw new OAuthOptionsError(
        'clientAuth.method',
        'must be none, client_secret_basic, client_secret_post, private_key_jwt, tls_client_auth or self_signed_tls_client_auth',
      )
  }
}

function byMetadata(secret: string, formOfNext: () => Form): oauth.ClientAuth {
  const [basic, post] = [basicAuthentication(secret, formOfNext), oauth.ClientSecretPost(secret)]
  return (server, ...request) => (wantsPost(server) ? post : basic)(server, ...request)
}

/**
 * The method by which the client says who it is to a server. Without one of its own it is `client_secret_basic`, which every server has to
 * support (RFC 6749 §2.3.1), unless the server says that it takes the secret in the body alone.
 */
export function methodAt(
  server: Partial<oauth.AuthorizationServer>,
  { method }: ClientAuth,
): NonNullable<ClientAuth['method']> {
  return method ?? (wantsPost(server) ? 'client_secret_post' : 'client_secret_basic')
}

function wantsPost({ token_endpoint_auth_methods_supported: methods }: Partial<oauth.AuthorizationServer>): boolean {
  return Array.isArray(methods) && methods.includes('client_secret_post') && !methods.includes('client_secret_basic')
}

function checkedSecret(auth: ClientAuth): string {
  const secret = clientSecretOf(auth)
  const problem = credentialProblem(secret)
  if (secret === undefined || problem) throw new OAuthOptionsError('clientAuth.clientSecret', problem ?? 'is missing')
  return secret
}

const SECRETLESS = /^(?:none|private_key_jwt|(?:self_signed_)?tls_client_auth)$/

/** Throws for a secret or a key that the method does not use: whoever gave it expects it to be sent. */
function refuseUnused(auth: ClientAuth): void {
  const { method, clientSecret, key } = auth as { method?: unknown; clientSecret?: unknown; key?: unknown }
  if (clientSecret !== undefined && SECRETLESS.test(String(method))) {
    throw new OAuthOptionsError('clientAuth.clientSecret', `is not used with the method ${method}`)
  }
  if (key !== undefined && method !== 'private_key_jwt') {
    throw new OAuthOptionsError('clientAuth.key', 'is only used with the method private_key_jwt')
  }
}
