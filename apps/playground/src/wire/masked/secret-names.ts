import { redact } from '@device-flow/inspect'

const PROBE = 'probe'
const MOST_NAMES = 2_000

const known = new Map<string, boolean>()

/**
 * Whether what has this name is a secret, by the names that our inspector knows.
 *
 * @param isInKey whether it is a member of a JSON Web Key, where `d` is one
 */
export function isSecretName(name: string, isInKey = false): boolean {
  const id = `${isInKey ? 'key' : 'any'} ${name}`
  const before = known.get(id)
  if (before !== undefined) return before
  const redacted = JSON.stringify(redact({ ...(isInKey && { kty: 'EC' }), [name]: PROBE }))
  const isSecret = !redacted.includes(PROBE)
  if (known.size < MOST_NAMES) known.set(id, isSecret)
  return isSecret
}
