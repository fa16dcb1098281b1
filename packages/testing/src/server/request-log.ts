import type { Clock } from '@device-flow/machine/clock'
import { instantOf } from '../time/instant.ts'
import type { Instant } from '../time/instant.ts'
import type { EndpointName } from './endpoints.ts'

/** The headers of a request, by their names in lower case. Of one that came several times, the values are joined by `, `. */
export interface RequestHeaders {
  readonly [name: string]: string | undefined
  readonly accept?: string
  readonly authorization?: string
  readonly cookie?: string
  readonly dpop?: string
  readonly host?: string
  readonly origin?: string
}

/** One request as it came in, and what became of it. Nothing about it was enforced. */
export interface RecordedRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: URLSearchParams
  /** The endpoint's name, or the path when it is none of the known ones. */
  readonly endpoint: EndpointName
  readonly headers: RequestHeaders
  /** The body as it came. */
  readonly body: string
  /** The body as a form; repeated members are all there. */
  readonly form: URLSearchParams
  /** When its headers had come. */
  readonly receivedAt: Instant
  /** Just before the last byte of the response; absent as long as there is none. */
  readonly respondedAt?: Instant
  /** When it was over: replied to, cut off, or given up by the client. */
  readonly endedAt?: Instant
  /** The client went away before it had the whole response. */
  readonly aborted: boolean
}

/** A {@link RecordedRequest} while it is being recorded. */
export type OpenRequest = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] }

interface Waiter {
  endpoint: EndpointName
  count: number
  resolve: (request: RecordedRequest) => void
  reject: (error: Error) => void
}

/** Keeps requests in order, counts those in flight, and tells those who wait for one. */
export class RequestLog {
  readonly #requests: RecordedRequest[] = []
  readonly #inFlight = new Map<EndpointName, number>()
  readonly #mostInFlight = new Map<EndpointName, number>()
  readonly #clock: Clock
  #waiters: Waiter[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A request has begun. */
  open(endpoint: EndpointName): void {
    const count = (this.#inFlight.get(endpoint) ?? 0) + 1
    this.#inFlight.set(endpoint, count)
    this.#mostInFlight.set(endpoint, Math.max(this.maxInFlight(endpoint), count))
  }

  /** The request is here as a whole. */
  add(request: RecordedRequest): void {
    this.#requests.push(request)
    this.#settleWaiters()
  }

  /** The request is over. */
  close(request: OpenRequest): void {
    if (request.endedAt) return
    request.endedAt = request.respondedAt ?? instantOf(this.#clock)
    this.#inFlight.set(request.endpoint, (this.#inFlight.get(request.endpoint) ?? 1) - 1)
  }

  of(endpoint?: EndpointName): readonly RecordedRequest[] {
    return this.#requests.filter((request) => endpoint === undefined || request.endpoint === endpoint)
  }

  maxInFlight(endpoint: EndpointName): number {
    return this.#mostInFlight.get(endpoint) ?? 0
  }

  gaps(endpoint: EndpointName): number[] {
    const requests = this.of(endpoint)
    return requests.slice(1).map(({ receivedAt }, index) => {
      const before = requests[index]?.endedAt ?? receivedAt
      return receivedAt.monotonic - before.monotonic
    })
  }

  wait(endpoint: EndpointName, count: number): Promise<RecordedRequest> {
    return new Promise((resolve, reject) => {
      this.#waiters.push({ endpoint, count, resolve, reject })
      this.#settleWaiters()
    })
  }

  giveUpWaiting(): void {
    for (const { endpoint, count, reject } of this.#waiters.splice(0))
      reject(new Error(`The server was closed after ${this.of(endpoint).length} of ${count} requests to ${endpoint}`))
  }

  #settleWaiters(): void {
    this.#waiters = this.#waiters.filter(({ endpoint, count, resolve }) => {
      const request = this.of(endpoint)[count - 1]
      if (request) resolve(request)
      return !request
    })
  }
}
