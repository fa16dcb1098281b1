import type { ResponseSource } from './scripted-response.ts'
import type { EndpointName } from './endpoints.ts'

/** The responses that are still to be given, per endpoint: a queue, and what comes after it. */
export class Script {
  readonly #queues = new Map<EndpointName, ResponseSource[]>()
  readonly #always = new Map<EndpointName, ResponseSource>()
  readonly #fallback: (endpoint: EndpointName) => ResponseSource

  constructor(fallback: (endpoint: EndpointName) => ResponseSource) {
    this.#fallback = fallback
  }

  add(endpoint: EndpointName, responses: readonly ResponseSource[]): void {
    this.#queues.set(endpoint, [...(this.#queues.get(endpoint) ?? []), ...responses])
  }

  setAlways(endpoint: EndpointName, response: ResponseSource): void {
    this.#always.set(endpoint, response)
  }

  next(endpoint: EndpointName): ResponseSource {
    return this.#queues.get(endpoint)?.shift() ?? this.#always.get(endpoint) ?? this.#fallback(endpoint)
  }
}
