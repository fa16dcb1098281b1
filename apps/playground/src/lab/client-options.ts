import type { OAuthClientOptions } from '@device-flow/oauth'
import { createLoginBinding } from '@device-flow/oauth/binding'
import { createDpop } from '@device-flow/oauth/dpop'
import type { ClientCredentials } from '../settings/client-credentials.ts'
import { SettingsError } from '../settings/settings-problem.ts'
import type { Settings } from '../settings/settings.ts'

/**
 * The settings and credentials as options of the services. The devices of a lab share them, and with them the key of DPoP, as they share
 * the session that is bound to it.
 *
 * @throws SettingsError for credentials that are missing
 */
export function clientOptions(settings: Settings, credentials: ClientCredentials): OAuthClientOptions {
  const { clientId, scope, audience, resource, dpop, pkce, nonce, parameters } = settings
  return {
    clientId,
    clientAuth: clientAuthOf(settings, credentials),
    ...(scope.trim() && { scope }),
    ...(audience && { audience }),
    ...(resource.trim() && { resource: resource.trim().split(/\s+/) }),
    ...(dpop && { dpop: createDpop() }),
    ...((pkce || nonce) && { loginBinding: createLoginBinding({ pkce, nonce }) }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
  }
}

function clientAuthOf(
  { clientAuth: method }: Settings,
  { clientSecret = '', clientKey }: ClientCredentials,
): NonNullable<OAuthClientOptions['clientAuth']> {
  if (method === 'none') return { method }
  if (method !== 'private_key_jwt') {
    if (!clientSecret)
      throw new SettingsError('clientSecret', 'Enter the client secret. It was not kept: it is in memory alone.')
    return { method, clientSecret }
  }
  if (!clientKey) throw new SettingsError('clientKey', 'Make a key, and register its public half at the server.')
  return { method, key: clientKey.privateKey, keyId: clientKey.keyId }
}
