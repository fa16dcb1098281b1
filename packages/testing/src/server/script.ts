import type { AnswerSource } from './scripted-response.ts'
import type { EndpointName } from './endpoints.ts'

/** The answers that are still to be given, per endpoint: a queue, and what comes after it. */
export class Script {
  readonly #queues = new Map<EndpointName, AnswerSource[]>()
  readonly #always = new Map<EndpointName, AnswerSource>()
  readonly #fallback: (endpoint: EndpointName) => AnswerSource

  constructor(fallback: (endpoint: EndpointName) => AnswerSource) {
    this.#fallback = fallback
  }

  add(endpoint: EndpointName, answers: readonly AnswerSource[]): void {
    this.#queues.set(endpoint, [...(this.#queues.get(endpoint) ?? []), ...answers])
  }

  setAlways(endpoint: EndpointName, answer: AnswerSource): void {
    this.#always.set(endpoint, answer)
  }

  next(endpoint: EndpointName): AnswerSource {
    return this.#queues.get(endpoint)?.shift() ?? this.#always.get(endpoint) ?? this.#fallback(endpoint)
  }
}
