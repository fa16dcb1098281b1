import type { DeviceFlowServices, RevocationOutcome, TokenSet, UserInfo } from '@device-flow/machine'

/** The default services of the chart, and what an app asks the same server beside them. */
export interface OAuthServices extends DeviceFlowServices {
  /**
   * Revokes the refresh token, then, without waiting for a slow response, the access token (RFC 7009). Resolves to
   * `revoked: false`, with the `problem`, when no revocation endpoint is known (nothing is sent), or the server does not revoke that type
   * of token. An endpoint that the OpenID metadata lacks is looked for in that of RFC 8414.
   *
   * @throws `TransientFault` or `DeviceFlowError` when the refresh token (or, without one, the access token) could not
   * be revoked, and so may still work
   * @see {@link https://www.rfc-editor.org/rfc/rfc7009#section-2 | RFC 7009 §2}
   */
  revokeTokens(tokens: TokenSet): Promise<RevocationOutcome>
  /**
   * Asks the server who the tokens belong to. With an ID token, the response must be about the same `sub`.
   *
   * @throws `TransientFault` when the next try may succeed
   * @throws `DeviceFlowError` when not: `unsupported` without such an endpoint, or for user info that is signed or
   * encrypted, `refused` with the server's code,
   * `invalidResponse`
   * @throws the signal's reason
   * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#UserInfo | OpenID Connect Core §5.3}
   */
  fetchUserInfo(tokens: TokenSet, call?: { signal?: AbortSignal | undefined }): Promise<UserInfo>
}
