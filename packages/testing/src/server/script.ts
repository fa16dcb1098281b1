import { checkResponses } from './check-server.ts'
import type { ResponseSource } from './scripted-response.ts'
import type { EndpointName } from './endpoints.ts'

/** The responses that are still to be given, per endpoint: a queue, and what comes after it. */
export class Script {
  readonly #queues = new Map<EndpointName, ResponseSource[]>()
  readonly #always = new Map<EndpointName, readonly { response: ResponseSource }[]>()
  readonly #fallback: (endpoint: EndpointName) => ResponseSource

  constructor(fallback: (endpoint: EndpointName) => ResponseSource) {
    this.#fallback = fallback
  }

  add(endpoint: EndpointName, responses: readonly ResponseSource[]): void {
    checkResponses(endpoint, responses)
    this.#queues.set(endpoint, [...(this.#queues.get(endpoint) ?? []), ...responses])
  }

  /** Lays a response over those before it. Returns the function that takes it back. */
  setAlways(endpoint: EndpointName, response: ResponseSource): () => void {
    checkResponses(endpoint, [response])
    const laid = { response }
    this.#always.set(endpoint, [...this.#laidOver(endpoint), laid])
    return () => {
      const others = this.#laidOver(endpoint).filter((other) => other !== laid)
      this.#always.set(endpoint, others)
    }
  }

  next(endpoint: EndpointName): ResponseSource {
    return this.#queues.get(endpoint)?.shift() ?? this.#laidOver(endpoint).at(-1)?.response ?? this.#fallback(endpoint)
  }

  #laidOver(endpoint: EndpointName): readonly { response: ResponseSource }[] {
    return this.#always.get(endpoint) ?? []
  }
}
