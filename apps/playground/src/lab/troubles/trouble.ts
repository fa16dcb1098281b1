import type { ScriptedResponse } from '@device-flow/testing/fetch'
import type { ExchangeKind, WireRequest } from '../../wire/exchange.ts'
import type { LabParts } from '../lab-parts.ts'

/** The groups of buttons. */
export type TroubleGroup = 'answers' | 'network' | 'idToken' | 'tokens' | 'device'

/** A request of a device that meets a trouble. */
export interface Meeting {
  readonly kind: ExchangeKind
  readonly request: WireRequest
  readonly lab: LabParts
  /** Sends the request on, or another one in its place: to the next trouble that is on, and at last to the server. */
  pass(changed?: WireRequest): Promise<Response>
  /** Answers in the server's place, as a page would get it. */
  answer(response: ScriptedResponse): Promise<Response>
  /** Says that the trouble has made, changed or lost the response: one that happens once is over then. */
  strike(): void
}

/** What stands between a device and its server while a trouble is on. */
export type Interceptor = (meeting: Meeting) => Promise<Response>

interface Button {
  /** For links and tests: `slow-down`. */
  readonly name: string
  /** What the button says. */
  readonly title: string
  /** What happens: a sentence. */
  readonly explanation: string
  /** What a good client does about it; it ends a sentence that begins with “A good client”. */
  readonly goodClient: string
  readonly group: TroubleGroup
  /** Why it cannot be pressed now; undefined where it can. */
  readonly obstacle?: (lab: LabParts) => string | undefined
}

/** A trouble that is switched on: on the way, where it answers for the server, changes what that says, or loses it; or on the device. */
export interface Trouble extends Button {
  /** Whether it is over after one request, or stays until it is switched off. */
  readonly lasts: 'once' | 'until-off'
  /** Of troubles with the same word here, one is on at a time. */
  readonly oneOf?: string
  /** Which requests it is about. */
  readonly kinds: readonly ExchangeKind[]
  readonly intercept?: Interceptor
  /** What it does to the device when it is switched on, and off. */
  readonly begin?: (lab: LabParts) => void
  readonly end?: (lab: LabParts) => void
}

/** Something that happens to the device, or behind its back: done once, when the button is pressed. */
export interface Incident extends Button {
  /** Resolves with what came of it, where that is to be told. */
  readonly happen: (lab: LabParts) => void | string | Promise<void | string>
}

/** All requests. */
export const EVERY_KIND: readonly ExchangeKind[] = [
  'discovery',
  'keys',
  'registration',
  'deviceAuthorization',
  'poll',
  'refresh',
  'revocation',
  'userInfo',
  'api',
]
