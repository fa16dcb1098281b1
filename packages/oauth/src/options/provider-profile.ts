import type { OAuthEndpoints } from './endpoints.ts'

/** What tells the servers of one provider apart. */
export interface ProviderPlace {
  /** A customer's own part of the provider: a tenant, a realm, an authorization server. */
  tenant?: string | undefined
  /** Where it runs, in the provider's own word: `eu-central-1`. */
  region?: string | undefined
  /** The server's host, with a port if it has one, or its address: `id.example.com`, `http://localhost:8080`. */
  host?: string | undefined
}

/** One part of a {@link ProviderPlace}, as a provider has it. */
export interface PlaceFact {
  /** What it is here, in the provider's words. */
  readonly description: string
  readonly example: string
  /** What it is when it is not given; `{tenant}` in it stands for the tenant. Without it, it has to be given. */
  readonly default?: string
}

/** Where a provider's server is: `{host}`, `{tenant}` and `{region}` in an address stand for the place. */
export interface ProviderAddresses {
  /** Its metadata is discovered. */
  readonly issuer?: string
  /** Those that are used whatever the metadata says. Without an issuer, nothing is discovered. */
  readonly endpoints?: Readonly<Partial<OAuthEndpoints>>
}

/** What is otherwise in some of a provider's regions. */
export interface RegionFact {
  /** What their names begin with: `cn-`. */
  readonly prefix: string
  /** The host there, when it is not given. */
  readonly host?: string
  /** The parameters there, in place of the provider's. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** How a provider renews tokens, as far as that is known. */
export interface RefreshFacts {
  /** Whether a refresh brings a new refresh token. */
  readonly rotation?: 'always' | 'optional' | 'never'
  /** Whether a used refresh token still works for a while, and what it brings. */
  readonly grace?: string
  /** How long tokens live. */
  readonly life?: string
  /** Whether a refresh ends the access token before it. */
  readonly endsAccessToken?: boolean
  /** What a revocation does, and where it is asked for. */
  readonly revocation?: string
}

/** How a provider names the scopes that it has granted, where that is not as they were asked for. */
export interface GrantedScopeFacts {
  /** Capital and small letters are the same: to RFC 6749 §3.3 they are not. */
  readonly ignoresCase?: boolean
  /** The address of the API stands before a scope, or does not: `https://graph.microsoft.com/User.Read`. */
  readonly mayHaveApi?: boolean
  /** How scopes end that stand for whatever a client was given: `/.default`. */
  readonly anything?: string
  /** What scopes are called when they are granted. */
  readonly names?: Readonly<Record<string, string>>
  /** The narrower scopes that a scope has in it: where it is granted, they are not named. */
  readonly includes?: Readonly<Record<string, readonly string[]>>
}

/** Where a fact about a provider comes from. */
export interface ProviderSource {
  readonly text: string
  readonly url: string
}

/** By what a provider is recognised, and what people who wait there are told. */
export interface ProviderAbout {
  /** What people call it: `GitHub`. */
  readonly title: string
  /** The hosts by which it is recognised; `*.` stands for any subdomain. */
  readonly hosts: readonly string[]
  /** The path of its addresses, where that tells, on whichever host. */
  readonly path?: RegExp
  /** What keeps people from approving there without the device being told, and what to do about it. */
  readonly waiting?: string
}

/** What is known of a provider. It is data, and no check is relaxed by it. */
export interface ProviderProfile {
  /** What it is called in code and on the command line: `github`. */
  readonly name: string
  /** A constant of its own: of a bundle that has no profile in it, this is what is loaded once a person has taken long. */
  readonly about: ProviderAbout
  readonly place: Readonly<Partial<Record<keyof ProviderPlace, PlaceFact>>>
  /** Where its server is; absent where only those who run it know. */
  readonly addresses?: ProviderAddresses
  /**
   * What its console calls the client secret, and where that is, where every client has to have one: `the Client Token of the app: …`.
   * Options without `clientAuth` are then refused; `{ method: 'none' }` leaves the secret to a proxy of your own.
   */
  readonly requiredSecret?: string
  /** How a client secret is sent when no method is named, where that is not by Basic authentication. */
  readonly secretMethod?: 'client_secret_basic' | 'client_secret_post'
  /** Parameters of the request for a code, and of polls; `{tenant}` and the like are filled in. */
  readonly parameters?: Readonly<Record<string, string>>
  readonly regions?: readonly RegionFact[]
  /** What a login may ask for, where none can succeed without a scope. */
  readonly exampleScope?: string
  /** Whether a poll repeats the scope that its code was asked for with. */
  readonly repeatsScope?: boolean
  readonly grantedScopes?: GrantedScopeFacts
  /** See `OAuthClientOptions.refreshGraceMs`. */
  readonly refreshGraceMs?: number
  /** Where it does otherwise than the standards say, in sentences. */
  readonly deviations: readonly string[]
  /** What there is, and what there is not; what is not known is absent. */
  readonly supports: Readonly<Partial<Record<ProviderFeature, boolean>>>
  /** What to enable, and where, in the words of its console. */
  readonly setup: readonly string[]
  /** Which of these lines a refusal is about, by its OAuth code; a code that is another spelling of one is found under that one. */
  readonly refusals?: Readonly<Record<string, string>>
  /** Those of a client that has sent no secret and no other proof, where they are about that. They win over `refusals`. */
  readonly publicRefusals?: Readonly<Record<string, string>>
  readonly refresh: RefreshFacts
  readonly sources: readonly ProviderSource[]
}

/** What a provider may have beside the flow itself. */
export type ProviderFeature =
  | 'discovery'
  | 'verification_uri_complete'
  | 'refresh tokens'
  | 'ID tokens'
  | 'revocation'
  | 'public clients'
  | 'client secrets'
  | 'PKCE'
  | 'DPoP'
  | 'pages (CORS)'
