import type { Secret } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import type { CryptoKey } from 'oauth4webapi'

/**
 * How the client proves who it is, at the device authorization, token and revocation endpoints alike.
 *
 * - `none` – a public client, the usual case for devices
 * - `client_secret_basic`, `client_secret_post` – RFC 6749 §2.3.1
 * - none named, but a `clientSecret` – `client_secret_basic`, unless the server's metadata lists `client_secret_post`
 *   alone of the two
 * - `private_key_jwt` – RFC 7523; `key` is a private `CryptoKey` for signing, and each request gets a new assertion
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-2.3 | RFC 6749 §2.3}
 */
export type ClientAuth =
  | { method: 'none' }
  | { method: 'client_secret_basic' | 'client_secret_post'; clientSecret: Secret | string }
  | { clientSecret: Secret | string; method?: undefined }
  | { method: 'private_key_jwt'; key: CryptoKey; keyId?: string | undefined }

/** The endpoints of a server that has no metadata document: https, or plain http on loopback. */
export interface OAuthEndpoints {
  /**
   * Where a login asks for its codes.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.1 | RFC 8628 §3.1}
   */
  deviceAuthorizationEndpoint: string
  /**
   * Where a login polls, and tokens are refreshed.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-3.2 | RFC 6749 §3.2}
   */
  tokenEndpoint: string
  /**
   * The server's signing keys. Without them, only an ID token that is signed with the client secret can be verified;
   * another is dropped.
   */
  jwksUri?: string | undefined
  /**
   * Where tokens are revoked. Without it, signing out revokes nothing at the server.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc7009#section-2 | RFC 7009 §2}
   */
  revocationEndpoint?: string | undefined
  /**
   * Where `fetchUserInfo` asks.
   *
   * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#UserInfo | OpenID Connect Core §5.3}
   */
  userinfoEndpoint?: string | undefined
  /**
   * The `iss` that ID tokens must have. Without it, the signature (by `jwksUri`), `aud`, `exp` and `alg` are still
   * checked, and whatever issuer the first ID token names is held to on refresh. With `issuerTemplate` it has
   * `{tenantid}` in it.
   */
  issuer?: string | undefined
}

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
   * Extra parameters of the device authorization request and every poll. The protocol's own (`grant_type`, `client_id`,
   * `device_code`, …) and those that have an option here are refused.
   */
  parameters?: Readonly<Record<string, string>> | undefined
  /** Extra headers wherever the client authenticates: device authorization, token and revocation requests. */
  headers?: Readonly<Record<string, string>> | undefined
  /**
   * The longest that one request may take, headers and body, ms. Default 10 000. A refresh may take 30 000 all in all, or this if it is
   * longer: the discovery that it may need is in it.
   */
  requestTimeoutMs?: number | undefined
  /**
   * How long after a refresh the server still takes the refresh token that was used for it, ms: 0 … 86 400 000; 0 when it does not. Default
   * 10 000. A refresh whose response was lost is sent again within this time, and not after it.
   */
  refreshGraceMs?: number | undefined
  /** Sends the requests instead of `globalThis.fetch`: proxies, mutual TLS, tests. */
  fetch?: typeof globalThis.fetch | undefined
  /** The clocks and timers. Default: the platform's. */
  clock?: Clock | undefined
  /**
   * The one algorithm to accept for ID tokens. Default: those that the server's metadata names, otherwise RS256.
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
}

/**
 * The options of `createOAuthServices`: the server is named by its `issuer` (discovery) or by its `endpoints`. With both, the endpoints win
 * over what is discovered.
 */
export type OAuthServicesOptions = OAuthClientOptions &
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
