import type { ExchangeKind, WireRequest } from './exchange.ts'

/** A request of a device, on its way. */
export interface Call {
  /** Its number in the log. */
  readonly number: number
  readonly kind: ExchangeKind
  readonly request: WireRequest
  /** How it is sent: what the log does not show. */
  readonly init: Pick<RequestInit, 'signal' | 'redirect'>
  /** Sends it, or another one in its place, to the server. */
  readonly send: (changed?: WireRequest) => Promise<Response>
}
