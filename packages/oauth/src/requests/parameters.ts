/** What the device authorization request and every poll have in common, beside who the client is. */
export function commonParameters(settings: {
  audience: string | undefined
  resources: readonly string[]
  parameters: Readonly<Record<string, string>>
}): URLSearchParams {
  const parameters = resourceParameters(settings.resources)
  setAll(parameters, settings.parameters)
  if (settings.audience) parameters.set('audience', settings.audience)
  return parameters
}

/** `resource`, as often as there are resources (RFC 8707 §2). */
export function resourceParameters(resources: readonly string[]): URLSearchParams {
  return new URLSearchParams(resources.map((resource) => ['resource', resource]))
}

/** Sets extra parameters; an empty value means an omitted one (RFC 8628 §3.1). */
export function setAll(target: URLSearchParams, parameters: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (value) target.set(name, value)
    else target.delete(name)
  }
}
