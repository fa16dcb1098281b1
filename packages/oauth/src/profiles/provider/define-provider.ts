import { createPlatformFetch } from '../../http/platform-fetch.ts'
import type {
  ClientAuth,
  ClientRegistrations,
  OAuthServerOptions,
  OAuthServicesOptions,
  Provider,
} from '../../options/options.ts'
import { hasBothEndpoints } from '../../options/endpoints.ts'
import { OAuthOptionsError } from '../../options/options-error.ts'
import { addressesAt, parametersAt } from './addresses-at.ts'
import type { ProviderPlace, ProviderProfile } from '../../options/provider-profile.ts'

/** What {@link defineProvider} is told: of a provider with nothing special, its name and how it is recognised will do. */
export type ProviderFacts = Pick<ProviderProfile, 'name' | 'about'> & Partial<ProviderProfile>

/** Names a provider's server: `microsoft({ tenant: 'contoso.example' })`. */
export interface ProviderAt {
  (place?: ProviderPlace): Provider
  /** What is known of the provider. */
  readonly profile: ProviderProfile
}

const NOTHING_SPECIAL = { place: {}, deviations: [], supports: {}, setup: [], refresh: {}, sources: [] } as const

/**
 * A `fetch` for a server that speaks otherwise than RFC 8628: made of one that sends its requests, and where it is to keep a client that
 * it registers, if anywhere.
 */
export type Dialect = (
  fetch: typeof globalThis.fetch,
  registrations?: ClientRegistrations | undefined,
) => typeof globalThis.fetch

/**
 * Makes a provider of what is known of it: one of your own, or one of ours with other facts.
 *
 * @param dialect how its requests and responses are put into the words of RFC 8628
 * @example
 * ```ts
 * import { defineProvider, keycloak } from '@device-flow/oauth/profiles'
 *
 * export const ourKeycloak = defineProvider({ ...keycloak.profile, refreshGraceMs: 0 })
 * ```
 */
export function defineProvider(facts: ProviderFacts, dialect?: Dialect): ProviderAt {
  const profile: ProviderProfile = { ...NOTHING_SPECIAL, ...facts }
  const at = (place: ProviderPlace = {}, registrations?: ClientRegistrations): Provider => ({
    profile,
    keepingRegistrations: (kept) => at(place, kept),
    applyTo({ provider: _itself, ...given }) {
      checkPlace(profile, place)
      checkSecret(profile, given.clientAuth)
      const { refreshGraceMs } = profile
      return {
        ...(refreshGraceMs !== undefined && { refreshGraceMs }),
        ...withoutUndefined(given),
        ...(!isNamed(given) && addressesAt(profile, place, given.endpoints)),
        parameters: { ...parametersAt(profile, place), ...given.parameters },
        clientAuth: clientAuthFor(profile, given.clientAuth),
        ...(dialect && { fetch: dialect(given.fetch ?? createPlatformFetch(given), registrations) }),
      } as OAuthServerOptions
    },
  })
  return Object.assign((place?: ProviderPlace) => at(place), { profile })
}

function checkPlace({ about: { title }, place: known }: ProviderProfile, place: ProviderPlace): void {
  for (const [part, value] of Object.entries(place)) {
    if (value === undefined || Object.hasOwn(known, part)) continue
    const parts = Object.keys(known).join(', ') || 'nothing more'
    throw new OAuthOptionsError(`provider.${part}`, `is not what ${title} is found by. It is found by ${parts}`)
  }
}

function checkSecret({ about: { title }, requiredSecret }: ProviderProfile, given: ClientAuth | undefined): void {
  if (given || requiredSecret === undefined) return
  throw new OAuthOptionsError('clientAuth.clientSecret', `is missing. ${title} wants ${requiredSecret}`)
}

/** Whether options tell by themselves where the server is. */
function isNamed({ issuer, endpoints }: Pick<OAuthServicesOptions, 'issuer' | 'endpoints'>): boolean {
  return issuer !== undefined || hasBothEndpoints(endpoints)
}

/** A secret whose method is not named goes the provider's way. */
function clientAuthFor({ secretMethod }: ProviderProfile, given: ClientAuth | undefined): ClientAuth | undefined {
  return given && given.method === undefined && secretMethod
    ? ({ ...given, method: secretMethod } as ClientAuth)
    : given
}

function withoutUndefined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
