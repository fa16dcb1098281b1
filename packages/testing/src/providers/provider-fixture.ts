import type { PollVerdict } from '../rotation/device-logins.ts'
import type { Members } from '../server/endpoints.ts'
import { denied, expired, oauthError, pending, slowDown } from '../server/oauth-responses.ts'
import type { RecordedRequest } from '../server/request-log.ts'
import type { ScriptedResponse } from '../server/scripted-response.ts'

/** Which of two answers a provider's server gives, where its documents disagree, or say nothing. */
export type Shape = 'documented' | 'other'

/** The members of a response by RFC 8628 §3.2, before they are put into a provider's words. */
interface IssuedCode {
  device_code: string
  user_code: string
  /** Where the person goes, on this server. */
  verification_uri: string
  expires_in: number
  interval: number
}

/** How a provider's server answers, as its documentation says. What is left out is RFC 8628's way. */
export interface ProviderFixture {
  /** What the issuer has after the origin; absent where there is no metadata. */
  readonly issuerPath?: string
  readonly deviceAuthorizationPath: string
  /** Whether the metadata leaves it out. */
  readonly isDeviceAuthorizationUnnamed?: boolean
  readonly tokenPath: string
  /** Where tokens are renewed, if elsewhere. */
  readonly refreshPath?: string
  readonly revocationPath?: string
  /** Paths beside these, and what is answered there. */
  readonly others?: Readonly<Record<string, (request: RecordedRequest) => ScriptedResponse>>
  /** Turns a request down, whatever it asks for. */
  readonly refuse?: (request: RecordedRequest, isPoll: boolean) => ScriptedResponse | undefined
  /** The request as a form in RFC 8628's words. Default: as it came. */
  readonly formOf?: (request: RecordedRequest) => URLSearchParams
  readonly issued?: (code: IssuedCode) => ScriptedResponse
  /** What a poll is answered that brings no tokens. */
  readonly verdicts?: Partial<Record<PollVerdict, (shape: Shape) => ScriptedResponse>>
  /** The members of a grant or refresh in a provider's words; those that are `undefined` are left out. */
  readonly granted?: (members: Members) => Members
  /** Whether there are refresh tokens, and whether each refresh brings a new one. */
  readonly refresh?: 'rotates' | 'stays' | 'none'
  /** How long a refresh token that was used still works, where each refresh brings a new one, ms. Default 0. */
  readonly refreshGraceMs?: number
  /** What a refresh is answered whose token is not taken. Default: as a poll whose code is not known. */
  readonly refusedRefresh?: () => ScriptedResponse
  /** What every body is put into. Default: JSON. */
  readonly encode?: (response: ScriptedResponse, request: RecordedRequest) => ScriptedResponse
}

/** What RFC 8628 has a server answer. */
export const STANDARD_VERDICTS: Record<PollVerdict, () => ScriptedResponse> = {
  pending,
  slowDown,
  denied,
  expired,
  unknown: () => oauthError('invalid_grant'),
}
