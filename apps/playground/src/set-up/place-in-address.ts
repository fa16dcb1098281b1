import { providerNamed, type ProviderPlace, type ProviderProfile } from '@device-flow/oauth/profiles'

type Part = keyof ProviderPlace

const PART = /\{(tenant|region|host)\}/

/**
 * Names a place by its parts where somebody has pasted the whole address into one of them: of `https://dev-abc.eu.auth0.com/` the tenant is
 * `dev-abc.eu`. What is no such address stays as it is.
 */
export function placeOfAddresses(provider: string, place: ProviderPlace): ProviderPlace {
  const profile = providerNamed(provider)?.profile
  if (!profile) return place
  const parts = (Object.entries(place) as [Part, string][]).map(([part, typed]) => [part, partOf(profile, part, typed)])
  return Object.fromEntries(parts) as ProviderPlace
}

function partOf(profile: ProviderProfile, part: Part, typed: string): string {
  // A host may be given as an address.
  if (part === 'host') return typed
  const { issuer, endpoints } = profile.addresses ?? {}
  for (const template of [issuer, ...Object.values(endpoints ?? {})]) {
    const found = template && pattern(profile, template, part).exec(withoutScheme(typed))?.[1]
    if (found) return found
  }
  return typed
}

/** What the addresses of a template look like, with the part in brackets. */
function pattern(profile: ProviderProfile, template: string, wanted: Part): RegExp {
  const whole = withoutScheme(template.replaceAll('{host}', profile.place.host?.default ?? '{host}')).replace(/\/$/, '')
  const pieces = whole.split(PART).map((piece, index) => {
    if (index % 2 === 0) return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    return piece === wanted ? '([\\w.-]+)' : '[\\w.:-]+'
  })
  return new RegExp(`^${pieces.join('')}(?:/.*)?$`, 'i')
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\//i, '')
}
