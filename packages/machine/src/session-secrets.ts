import { isSecret } from './secret.ts'

const SECRET_MEMBERS = ['deviceCode', 'accessToken', 'refreshToken', 'idToken'] as const

/** A device authorization or a set of tokens, whose secrets may be gone. */
export type SecretHolder = { readonly [Member in (typeof SECRET_MEMBERS)[number]]?: unknown }

/** Whether a value is a device authorization or a set of tokens. */
export function isSecretHolder(value: unknown): value is SecretHolder {
  return typeof value === 'object' && value !== null && ('deviceCode' in value || 'accessToken' in value)
}

/** Whether a device authorization or a set of tokens went through JSON or a structured clone, which drop secrets. */
export function hasLostSecrets(holder: SecretHolder): boolean {
  return SECRET_MEMBERS.some((member) => holder[member] !== undefined && !isSecret(holder[member]))
}
