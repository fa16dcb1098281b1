/** What a request is for. */
export type ExchangeKind =
  | 'discovery'
  | 'keys'
  | 'registration'
  | 'deviceAuthorization'
  | 'poll'
  | 'refresh'
  | 'revocation'
  | 'userInfo'
  | 'api'
  | 'signOfLife'

/** A request as it left the device. */
export interface WireRequest {
  readonly method: string
  readonly url: string
  /** By their names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** A response as the device got it. */
export interface WireResponse {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Undefined while it is still coming, or where it never came. */
  readonly body: string | undefined
  /** How many characters it has, where more came than are kept. */
  readonly bodyLength?: number
  /** Why it broke off. */
  readonly bodyFailure?: string
  /** Where it came from, when redirects were followed on the way. */
  readonly redirectedTo?: string
}

/** What the login made of a response. */
export interface Verdict {
  /** One word of the chart: `pending`, `granted`, `slowDown`, or the reason of an error. */
  readonly outcome: string
  /** What it means, and what comes next; cleaned. */
  readonly meaning: string
  /** Of an ID token that was refused: the part of it that is wrong. */
  readonly field?: string
  /** Where the rule is written. */
  readonly rule?: Rule
}

/** A section of a standard. */
export interface Rule {
  readonly text: string
  readonly url: string
}

/** One request, and what became of it. */
export interface Exchange {
  /** From 1 on, in the order in which they were sent. */
  readonly number: number
  /** Which of the devices sent it. */
  readonly device: string
  readonly kind: ExchangeKind
  readonly request: WireRequest
  /** By the clock of the playground, ms since the epoch. */
  readonly sentAt: number
  /** Of a poll: the interval that was in force, ms, as the login has it. */
  readonly intervalMs?: number
  readonly response?: WireResponse
  /** Why there is none, as the browser says it. */
  readonly failure?: string
  /** When the head of the response, or the failure, was there. */
  readonly endedAt?: number
  /** The trouble that made the response, where it was not the server; its title. */
  readonly trouble?: string
  readonly verdict?: Verdict
}
