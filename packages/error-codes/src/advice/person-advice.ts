import type { CodeAdvice } from './advice.ts'
import { AUTH0_MFA, OPENID_AUTH_ERRORS, OPENID_UNMET_REQUIREMENTS } from './sources.ts'

const NEEDS_PERSON: CodeAdvice = {
  meaning: 'The server wants the person to do something that only a browser can show.',
  whatToDo: 'Sign in anew, and complete what the page asks for.',
  sources: [OPENID_AUTH_ERRORS],
  usuallyRefuses: 'poll',
}

/** A code by which the server asks for its person. */
export type PersonCode =
  | 'login_required'
  | 'consent_required'
  | 'interaction_required'
  | 'account_selection_required'
  | 'mfa_required'
  | 'unmet_authentication_requirements'

/** The advice on codes by which the server asks for its person: at a refresh, mostly. */
export const PERSON_ADVICE: Record<PersonCode, CodeAdvice> = {
  login_required: NEEDS_PERSON,
  consent_required: NEEDS_PERSON,
  interaction_required: NEEDS_PERSON,
  account_selection_required: NEEDS_PERSON,
  mfa_required: { ...NEEDS_PERSON, sources: [AUTH0_MFA] },
  unmet_authentication_requirements: {
    meaning: 'The person did not sign in as strongly as this client asks for.',
    whatToDo: 'Sign in anew in the way that the client asks for, or ask for less (`acr_values`).',
    sources: [OPENID_UNMET_REQUIREMENTS],
    usuallyRefuses: 'poll',
  },
}
