import { isSecret } from './secret.ts'

const SECRET_MEMBERS = ['deviceCode', 'accessToken', 'refreshToken', 'idToken'] as const

/** A device authorization or a set of tokens, whose secrets may be gone. */
export type SecretHolder = { readonly [Member in (typeof SECRET_MEMBERS)[number]]?: unknown }

/** Whether a value is a device authorization or a set of tokens. */
export function isSecretHolder(value: unknown): value is SecretHolder {
  return typeof value === 'object' && value !== null && ('deviceCode' in value || 'accessToken' in value)
}

/** The member whose secret a device authorization or a set of tokens has lost, through JSON or a structured clone; or that is bare. */
export function lostSecret(holder: SecretHolder): keyof SecretHolder | undefined {
  return SECRET_MEMBERS.find((member) => holder[member] !== undefined && !isSecret(holder[member]))
}
