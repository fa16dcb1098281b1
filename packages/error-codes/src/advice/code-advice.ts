import { canonicalCode } from '../aliases.ts'
import type { CodeAdvice } from './advice.ts'
import type { KnownCode } from '../refusals.ts'
import { API_ADVICE, type ApiCode } from './api-advice.ts'
import { LOGIN_ADVICE } from './login-advice.ts'
import { PERSON_ADVICE, type PersonCode } from './person-advice.ts'
import { SERVER_ADVICE, type ServerCode } from './server-advice.ts'

/** A server's code that is explained here. */
export type ExplainedCode = KnownCode | ServerCode | PersonCode | ApiCode

/** The advice on every code that a server may send, aliases apart. */
export const CODE_ADVICE: Record<ExplainedCode, CodeAdvice> = {
  ...LOGIN_ADVICE,
  ...SERVER_ADVICE,
  ...PERSON_ADVICE,
  ...API_ADVICE,
}

// A map, so that `constructor` and `toString`, which a server may send too, are no codes.
const BY_CODE = new Map<string, CodeAdvice>(Object.entries(CODE_ADVICE))

/** The advice on a server's code, or on the one that it is an alias of; none on a code that is the server's own invention. */
export function adviceOnCode(code: string): CodeAdvice | undefined {
  return BY_CODE.get(canonicalCode(code))
}
