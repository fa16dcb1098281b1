import type { Secret } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import type { CryptoKey } from 'oauth4webapi'
import type { DispatcherSource } from '../http/node-options.ts'
import type { ClientRegistrations } from './client-registrations.ts'
import type { DpopOption, LoginBinding } from './attachable.ts'
import type { OAuthEndpoints } from './endpoints.ts'
import type { ProviderProfile } from './provider-profile.ts'

export type { ClientRegistrations } from './client-registrations.ts'
export type { OAuthEndpoints } from './endpoints.ts'

/**
 * How the client proves who it is, at the device authorization, token and revocation endpoints alike.
 *
 * - `none` – a public client, the usual case for devices
 * - `client_secret_basic`, `client_secret_post` – RFC 6749 §2.3.1; the former also not form-encoded, once a server refuses it so
 * - none named, but a `clientSecret` – `client_secret_basic`, unless the server's metadata lists `client_secret_post`
 *   alone of the two
 * - `tls_client_auth`, `self_signed_tls_client_auth` – RFC 8705 §2, by a `dispatcher` with a client certificate
 * - `private_key_jwt` – RFC 7523; `key` is a private `CryptoKey` for signing, and each request gets a new assertion
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-2.3 | RFC 6749 §2.3}
 */
export type ClientAuth =
  | { method: 'none' | 'tls_client_auth' | 'self_signed_tls_client_auth' }
  | { method: 'client_secret_basic' | 'client_secret_post'; clientSecret: Secret | string }
  | { clientSecret: Secret | string; method?: undefined }
  | { method: 'private_key_jwt'; key: CryptoKey; keyId?: string | undefined }

/** The options of `createOAuthServices` that do not say which server it is. */
export interface OAuthClientOptions {
  /**
   * The client, as it is registered at the server. A line end, a blank at either end and the like are refused: they are in no
   * client ID.
   */
  clientId: string
  /** How the client authenticates. Default `{ method: 'none' }`. */
  clientAuth?: ClientAuth | undefined
  /** The scopes to ask for, separated by blanks. `openid` brings an ID token, `offline_access` (at most servers) a refresh token. */
  scope?: string | undefined
  /**
   * The API that the access token is for (Auth0 and others). Sent with the device authorization request and every poll.
   */
  audience?: string | undefined
  /**
   * Sends `audience` with every refresh too, for servers whose renewed tokens lose it. Default `false`: others refuse
   * it there.
   */
  sendAudienceOnRefresh?: boolean | undefined
  /**
   * The APIs that the access token is for: absolute URIs without a fragment. Sent with the device authorization request,
   * every poll and every refresh.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc8707#section-2 | RFC 8707 §2}
   */
  resource?: string | readonly string[] | undefined
  /**
   * Extra parameters of the device authorization request and every poll, as text: `acr_values`, `max_age`, `login_hint`, `prompt`,
   * `authorization_details`, or what else the server knows. With `openid`, a login that asks for `max_age` ends as `invalidIdToken` unless
   * the ID token says that the person signed in as recently. `max_age` is a whole number of seconds, `claims` a JSON object, and
   * `authorization_details` a JSON array: any other is refused. The protocol's own (`grant_type`, `client_id`, `device_code`, …) and those
   * that have an option here are refused.
   *
   * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest | OpenID Connect Core §3.1.2.1}
   * @see {@link https://www.rfc-editor.org/rfc/rfc9396#section-2 | RFC 9396 §2}
   */
  parameters?: Readonly<Record<string, string>> | undefined
  /**
   * Extra headers wherever the client authenticates: device authorization, token and revocation requests; in Node, with whatever is asked
   * at the origin of the issuer (or of the token endpoint). Those that the protocol or the connection sets (`Authorization`, `Accept`,
   * `Content-Type`, `Host`, …) are refused. In Node, a `User-Agent` is put in front of ours, in every request. No value is ever shown.
   */
  headers?: Readonly<Record<string, string>> | undefined
  /**
   * The longest that one request may take, headers and body, ms. Default 10 000; a poll, or a try of a start, that follows one that took
   * too long may take 20 000, then 30 000; a fourth poll, and one whose response goes on arriving, 65 000, though hardly longer than its
   * code lives. A refresh may take 30 000 all in all, or this if it is longer: the discovery that it may need is in it.
   */
  requestTimeoutMs?: number | undefined
  /**
   * How long after a refresh the server still takes the refresh token that was used for it, ms: 0 … 86 400 000; 0 when it does not. Default
   * 10 000. A refresh whose response was lost is sent again within this time, and not after it.
   */
  refreshGraceMs?: number | undefined
  /** Sends the requests instead of `globalThis.fetch`. In Node, `dispatcher` is for proxies and mutual TLS. */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * In Node, what carries the requests of `globalThis.fetch`: a dispatcher of undici, such as one with a client certificate (mutual TLS)
   * or a proxy. Or a function that gives one, asked at each request; where it gives none, it is Node's own. A `fetch` of your own uses
   * its own.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc8705 | RFC 8705}
   */
  dispatcher?: DispatcherSource | undefined
  /**
   * Whether requests go to the `mtls_endpoint_aliases` of the metadata, where it names any: for a `dispatcher` (or `fetch`) with a client
   * certificate, at a server that asks for one at other addresses than from everybody. Default `false`.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc8705#section-5 | RFC 8705 §5}
   */
  useMtlsEndpointAliases?: boolean | undefined
  /** The clocks and timers. Default: the platform's. */
  clock?: Clock | undefined
  /**
   * The one algorithm to accept for ID tokens. Default: those that the server's metadata names, RS256 where it names
   * none, and with `endpoints` alone the one that the key is for, as the key set has it.
   * HS256, HS384 and HS512 are verified with the client secret, which must be at least as long as the hash.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc7518#section-3.2 | RFC 7518 §3.2}
   */
  idTokenSignedResponseAlg?: string | undefined
  /**
   * Whether the issuer is that of several tenants, and people of all of them may sign in: `{tenantid}` in the issuer that the
   * metadata (or `endpoints.issuer`) names stands for the `tid` of the ID token, as at Microsoft's `common` and
   * `organizations`. Default `false`: such metadata is refused.
   */
  issuerTemplate?: boolean | undefined
  /**
   * Binds the tokens to a key: `createDpop()` of `@device-flow/oauth/dpop`. Default: they are of type `Bearer`, which whoever holds them
   * can use.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc9449 | RFC 9449}
   */
  dpop?: DpopOption | undefined
  /** Sends PKCE or a `nonce` with a login: `createLoginBinding()` of `@device-flow/oauth/binding`. Default: neither, as in RFC 8628. */
  loginBinding?: LoginBinding | undefined
}

/**
 * Where the server is: named by its `issuer` (discovery) or by its `endpoints`. With both, the endpoints win over what is discovered.
 */
export type OAuthServerOptions = OAuthClientOptions &
  (
    | {
        /**
         * The issuer identifier; its metadata is discovered, and read again when it has aged.
         *
         * @see {@link https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig | OpenID Connect Discovery §4}
         * @see {@link https://www.rfc-editor.org/rfc/rfc8414#section-3 | RFC 8414 §3}
         */
        issuer: string
        /**
         * Endpoints that are used whatever the metadata says, for a server that names a wrong one, or none. With
         * `deviceAuthorizationEndpoint`, `tokenEndpoint` and `jwksUri` given, no metadata is read; ID tokens are held to `issuer` all the
         * same.
         */
        endpoints?: Partial<OAuthEndpoints> | undefined
      }
    | {
        /** The server's endpoints, one by one: nothing is discovered. */
        endpoints: OAuthEndpoints
        issuer?: undefined
      }
  )

/** A provider's server, for the option `provider` of `createOAuthServices`. */
export interface Provider {
  /** What is known of it. */
  readonly profile: ProviderProfile
  /**
   * The options with what the provider needs filled in; what is given wins.
   *
   * @throws OAuthOptionsError when the place does not tell where its server is, or a client secret is missing that it wants of everybody
   */
  applyTo(options: OAuthServicesOptions): OAuthServerOptions
  /**
   * Makes the same provider, which uses a client that it has registered for the next login, too, until that ends or the server no longer
   * knows it. One that registers none does nothing else than before.
   */
  keepingRegistrations?(registrations: ClientRegistrations): Provider
}

/**
 * The options of `createOAuthServices`: the server is named by its `issuer` (discovery), by its `endpoints`, or by a `provider` that
 * knows them.
 */
export type OAuthServicesOptions =
  | (OAuthServerOptions & {
      /** Who runs the server: how it speaks, and what is known of it. An issuer or endpoints that are given win. */
      provider?: Provider | undefined
    })
  | (OAuthClientOptions & {
      /** Who runs the server: where it is, how it speaks, and what is known of it. `github()` of `@device-flow/oauth/profiles`. */
      provider: Provider
      issuer?: undefined
      /** Endpoints that are used whatever the provider's are. */
      endpoints?: Partial<OAuthEndpoints> | undefined
    })
