import type { Check } from './checks.ts'

/**
 * The members as a reader of the record takes them: the services of an app may say null, NaN, or name no web address, and the next process
 * would find the whole record damaged..
 *
 * @param instead for a member that a record must have
 */
export function readable<Members extends object>(
  members: Members,
  checks: Readonly<Record<string, Check>>,
  instead: Partial<Members>,
): Members {
  const right = { ...members } as Record<string, unknown>
  for (const [name, isRight] of Object.entries(checks)) {
    if (isRight(right[name])) continue
    if (name in instead) right[name] = instead[name as keyof Members]
    else delete right[name]
  }
  return right as Members
}
