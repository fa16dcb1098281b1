/**
 * Whether a kept address is one that a server could have had shown: http(s), without a user name. Whatever else can write to a store
 * could have put a script into the link that a person presses.
 */
export function isWebAddress(value: string): boolean {
  if (!/^https?:\S+$/i.test(value)) return false
  try {
    const { username, password } = new URL(value)
    return !username && !password
  } catch {
    return false
  }
}
