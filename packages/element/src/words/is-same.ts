import { isRecord } from '@device-flow/untrusted'

/** Whether replaced words are the same, member by member. A function is the same only as itself. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!isRecord(one) || !isRecord(other)) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.prototype.hasOwnProperty.call(other, name) && isSame(one[name], other[name]))
  )
}
