import { resourceParameters } from './parameters.ts'

/**
 * What a refresh asks for beside the tokens. The scope and, by default, the audience stay those of the grant (RFC 6749
 * §6). The resource has to be named again (RFC 8707 §2.2): without it, servers such as oidc-provider answer with a
 * token for userinfo, which the API that worked before refuses.
 */
export function refreshParameters(settings: {
  audience: string | undefined
  sendAudienceOnRefresh: boolean
  resources: readonly string[]
}): URLSearchParams {
  const parameters = resourceParameters(settings.resources)
  if (settings.sendAudienceOnRefresh && settings.audience) parameters.set('audience', settings.audience)
  return parameters
}
