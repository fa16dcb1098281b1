import { spellUserCode } from '@device-flow/machine'

/** The code as a screen reader says it. */
export function spelledCode(userCode: string): string {
  return spellUserCode(userCode, { capital: (letter) => `capital ${letter}` })
}
