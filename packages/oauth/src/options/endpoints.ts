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

/** Whether nothing that a login without an ID token needs is left to be discovered. */
export function hasBothEndpoints(endpoints: Partial<OAuthEndpoints> | undefined): endpoints is OAuthEndpoints {
  return endpoints?.deviceAuthorizationEndpoint !== undefined && endpoints.tokenEndpoint !== undefined
}
