import { OAuthOptionsError } from '../../options/options-error.ts'
import type { OAuthEndpoints } from '../../options/options.ts'
import type { ProviderPlace, ProviderProfile, RegionFact } from '../../options/provider-profile.ts'

const PART = /\{(tenant|region|host)\}/g
// What would lead to another path, or to another host, of the address that it is put in.
const NAME = /^(?!\.\.?$)[\w.-]+$/
// The host itself has no label that is empty.
const HOST = /^(?:https?:\/\/)?(?!https?:\/\/|\.)(?![^/]*\.\.)[^\s/?#@\\]+(?:\/(?!\.\.?(?:\/|$))[\w.-]*)*$/

/**
 * Fills a provider's addresses in for a place, where other endpoints are not given.
 *
 * @throws OAuthOptionsError for a part of the place that is missing, or no name
 */
export function addressesAt(
  profile: ProviderProfile,
  place: ProviderPlace,
  given: Partial<OAuthEndpoints> | undefined,
): { issuer?: string; endpoints?: Partial<OAuthEndpoints> } {
  const { issuer, endpoints } = profile.addresses ?? {}
  const fill = (template: string): string => filled(template, profile, place)
  return {
    ...(issuer !== undefined && { issuer: fill(issuer) }),
    ...((endpoints || given) && { endpoints: { ...mapValues(endpoints ?? {}, fill), ...given } }),
  }
}

/** A provider's parameters, of which those that lack their part of the place are left out. */
export function parametersAt(profile: ProviderProfile, place: ProviderPlace): Record<string, string> {
  const parameters = regionAt(profile, place)?.parameters ?? profile.parameters ?? {}
  const known = Object.entries(parameters).filter(([, template]) =>
    [...template.matchAll(PART)].every(([, part]) => place[part as keyof ProviderPlace] !== undefined),
  )
  return mapValues(Object.fromEntries(known), (template) => filled(template, profile, place))
}

function filled(template: string, profile: ProviderProfile, place: ProviderPlace): string {
  return template.replaceAll(PART, (_, part: keyof ProviderPlace) => {
    const fact = profile.place[part]
    const otherwise = (part === 'host' ? regionAt(profile, place)?.host : undefined) ?? fact?.default
    const given = place[part] ?? (otherwise !== undefined ? filled(otherwise, profile, place) : undefined)
    if (given === undefined) throw missing(profile, part)
    const text = part === 'host' ? given.replace(/\/+$/, '') : given
    if (!(part === 'host' ? HOST : NAME).test(text)) {
      throw new OAuthOptionsError(`provider.${part}`, `is no ${part}, such as ${fact?.example}`)
    }
    return part === 'host' && !/^https?:\/\//.test(text) ? `https://${text}` : text
  })
}

function regionAt({ regions = [] }: ProviderProfile, { region }: ProviderPlace): RegionFact | undefined {
  return regions.find(({ prefix }) => region?.toLowerCase().startsWith(prefix))
}

function missing({ about: { title }, place }: ProviderProfile, part: keyof ProviderPlace): OAuthOptionsError {
  const fact = place[part]
  const others = Object.entries(place).filter(([, other]) => other.default?.includes(`{${part}}`))
  const ways = others.map(([name, other]) => `, or by ${other.description}: provider.${name}, such as ${other.example}`)
  return new OAuthOptionsError(
    `provider.${part}`,
    `is missing. ${title} is found by ${fact?.description ?? 'it'}, such as ${fact?.example}${ways.join('')}; or give issuer or endpoints`,
  )
}

function mapValues(texts: object, map: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, map(String(text))]))
}
