import type { Source } from './sources.ts'

/** What those who run a login are told of an error. Each text is made of full sentences. */
export interface Advice {
  /** What has happened. */
  meaning: string
  whatToDo: string
  /** Where to look. */
  places?: readonly Place[]
  /** Where more is said of it. */
  sources: readonly Source[]
}

/** A place to look in. */
export interface Place {
  /** A full sentence, which names the provider that it is about. */
  readonly text: string
  /** The name of the provider whose settings these are; absent where it holds for every server. */
  readonly provider?: string
}

/** A log event type of an Auth0 tenant. */
export type Auth0LogCode = 'fdeaz' | 'fdeac' | 'fdecc' | 'fede' | 'fertft' | 'ferrt' | 'api_limit'

/** The requests that Auth0's tenant log tells apart. */
export type RefusedRequest = 'request' | 'poll' | 'refresh'

/** What those who run a login are told of a server's error code. */
export interface CodeAdvice extends Advice {
  /** The request that the server usually refuses with it; `false` for a code that is no failure, or comes from elsewhere. */
  usuallyRefuses: RefusedRequest | false
  /** What to look for in an Auth0 tenant's log, where that is not what the request alone says; none for another server's code. */
  auth0LogCodes?: readonly Auth0LogCode[]
}
