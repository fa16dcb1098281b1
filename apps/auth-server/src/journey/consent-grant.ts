import type { Interaction, PromptDetail, Provider } from 'oidc-provider'

interface Asked {
  missingOIDCScope?: string[]
  missingOIDCClaims?: string[]
  missingResourceScopes?: Record<string, string[]>
}

/** The scopes that a consent is about. */
export function scopesAskedFor(prompt: PromptDetail): string[] {
  const { missingOIDCScope = [], missingResourceScopes = {} } = prompt.details as Asked
  return [...missingOIDCScope, ...Object.values(missingResourceScopes).flat()]
}

/**
 * Saves a grant of its own for this device and returns its id. oidc-provider would reuse the grant of the browser session, and
 * signing one device out would then sign out every device that was approved in the same browser.
 */
export async function grantEverythingAsked(provider: Provider, interaction: Interaction): Promise<string> {
  const { missingOIDCScope, missingOIDCClaims, missingResourceScopes } = interaction.prompt.details as Asked
  const accountId = interaction.session?.accountId
  const grant = new provider.Grant({ accountId, clientId: String(interaction.params.client_id) })
  if (missingOIDCScope) grant.addOIDCScope(missingOIDCScope.join(' '))
  if (missingOIDCClaims) grant.addOIDCClaims(missingOIDCClaims)
  for (const [resource, scopes] of Object.entries(missingResourceScopes ?? {}))
    grant.addResourceScope(resource, scopes.join(' '))
  return grant.save()
}
