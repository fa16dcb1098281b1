// Two values of the chart have names that sound secret (`authorization`, `tokens`), and are not: what is secret in them is a `Secret`.

/** Whether a value is a device authorization response (RFC 8628 §3.2), in our words or on the wire. */
export function isDeviceAuthorization(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { userCode, user_code: wireName } = value as { userCode?: unknown; user_code?: unknown }
  return typeof (userCode ?? wireName) === 'string'
}

/** Whether a value is a token response (RFC 6749 §5.1), in our words or on the wire. */
export function isTokenSet(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { tokenType, token_type: wireName } = value as { tokenType?: unknown; token_type?: unknown }
  return typeof (tokenType ?? wireName) === 'string'
}
