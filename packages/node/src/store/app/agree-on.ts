import type { Choice } from './choice.ts'
import type { ProtectionName } from './chosen-protection.ts'
import type { Protection } from './protection.ts'
import { problemOf } from './store-problem.ts'

/**
 * Remembers a first choice, and resolves to where a new sign-in belongs: what another process chose that was quicker, unless the key for
 * that is not here.
 */
export async function agreeOn(
  chosen: ProtectionName,
  choice: Pick<Choice, 'remember'>,
  protections: Record<ProtectionName, Pick<Protection, 'ensureKey'>>,
): Promise<ProtectionName> {
  const agreed = await choice.remember(chosen)
  const isHere = agreed === chosen || !(await problemOf(protections[agreed].ensureKey()))
  return isHere ? agreed : chosen
}
