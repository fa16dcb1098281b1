// What a poll is sent by, what its tokens are judged by, and where those go back that are not accepted.
const MEMBERS = [
  'issuer',
  'device_authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'revocation_endpoint',
  'token_endpoint_auth_methods_supported',
  'id_token_signing_alg_values_supported',
  'dpop_signing_alg_values_supported',
  'mtls_endpoint_aliases',
]
// Far more than servers write. It is stored anew with each poll.
const MAX_CHARS = 8 * 1024

/** What is kept of a metadata document with a login, as JSON; undefined where it is too long for that. */
export function toKeep(found: Record<string, unknown>): string | undefined {
  const members = MEMBERS.filter((name) => found[name] != null).map((name) => [name, found[name]])
  const kept = JSON.stringify(Object.fromEntries(members))
  return kept.length <= MAX_CHARS ? kept : undefined
}
