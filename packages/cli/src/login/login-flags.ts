/** The options of `device-flow login`, as `parseArgs` wants them. */
export const loginFlags = {
  issuer: { type: 'string' },
  'issuer-template': { type: 'boolean' },
  'device-authorization-endpoint': { type: 'string' },
  'token-endpoint': { type: 'string' },
  'jwks-uri': { type: 'string' },
  'revocation-endpoint': { type: 'string' },
  'client-id': { type: 'string' },
  'client-auth': { type: 'string' },
  scope: { type: 'string' },
  audience: { type: 'string' },
  resource: { type: 'string', multiple: true },
  param: { type: 'string', multiple: true },
  'request-timeout': { type: 'string' },
  open: { type: 'boolean' },
  'no-qr': { type: 'boolean' },
  accessible: { type: 'boolean' },
  inspect: { type: 'boolean' },
  'inspect-url': { type: 'string' },
  json: { type: 'boolean' },
  'show-tokens': { type: 'boolean' },
} as const

/** A flag of `device-flow login`. */
export type LoginFlag = keyof typeof loginFlags
