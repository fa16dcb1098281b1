import type { Settings } from '../options/settings.ts'

/** What the device authorization request and every poll have in common, beside who the client is. */
export function commonParameters(settings: Pick<Settings, 'audience' | 'resources' | 'parameters'>): URLSearchParams {
  const parameters = resourceParameters(settings.resources)
  setAll(parameters, settings.parameters)
  if (settings.audience) parameters.set('audience', settings.audience)
  return parameters
}

/**
 * What a refresh asks for beside the tokens. The scope and, by default, the audience stay those of the grant (RFC 6749
 * §6). The resource has to be named again (RFC 8707 §2.2): without it, servers such as oidc-provider answer with a
 * token for userinfo, which the API that worked before refuses.
 */
export function refreshParameters(
  settings: Pick<Settings, 'audience' | 'resources' | 'sendAudienceOnRefresh'>,
): URLSearchParams {
  const parameters = resourceParameters(settings.resources)
  if (settings.sendAudienceOnRefresh && settings.audience) parameters.set('audience', settings.audience)
  return parameters
}

/** `resource`, as often as there are resources (RFC 8707 §2). */
function resourceParameters(resources: readonly string[]): URLSearchParams {
  return new URLSearchParams(resources.map((resource) => ['resource', resource]))
}

/** Sets extra parameters; an empty value means an omitted one (RFC 8628 §3.1). */
export function setAll(target: URLSearchParams, parameters: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (value) target.set(name, value)
    else target.delete(name)
  }
}
