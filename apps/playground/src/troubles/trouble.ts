import type { ExchangeKind, WireRequest } from '../wire/exchange.ts'
import type { Lab } from '../lab/lab.ts'

/** What stands between a device and its server while a trouble is on. */
export type Interceptor = (
  request: WireRequest,
  /** Sends the request on to the server, or another one in its place. */
  pass: (changed?: WireRequest) => Promise<Response>,
  lab: Lab,
) => Promise<Response>

/** A trouble on the way: it answers in the server's place, changes what the server says, or loses it. */
export interface Trouble {
  /** For links and tests: `slow-down`. */
  readonly name: string
  /** What the button says. */
  readonly title: string
  /** What happens, and what a good client does about it: one or two sentences. */
  readonly explanation: string
  readonly group: 'answers' | 'network' | 'tokens'
  /** Which requests it is about. */
  readonly kinds: readonly ExchangeKind[]
  /** Whether it is over after one request, or stays until it is switched off. */
  readonly lasts: 'once' | 'until-off'
  readonly intercept: Interceptor
}

/** Something that happens to the device, or behind its back: done once, when the button is pressed. */
export interface Incident {
  readonly name: string
  readonly title: string
  readonly explanation: string
  readonly group: 'device' | 'tokens'
  /** Why it cannot be done now; undefined where it can. */
  readonly obstacle?: (lab: Lab) => string | undefined
  readonly happen: (lab: Lab) => void | Promise<void>
}
