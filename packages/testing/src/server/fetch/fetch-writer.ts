import type { Clock } from '@device-flow/machine/clock'
import type { ResponseHead, ResponseWriter } from '../response-writer.ts'
import { bodyError, networkError } from './network-error.ts'
import { streamedResponse } from './streamed-response.ts'

/** By the Fetch standard, a response with one of these has no body at all. */
const NULL_BODY_STATUSES = new Set([204, 205, 304])

/** Writes a response as `fetch` gives it to a page, without a connection. */
export class FetchWriter implements ResponseWriter {
  /** The response, once it has begun. Rejects as `fetch` does. */
  readonly response: Promise<Response>
  #resolve!: (response: Response) => void
  #reject!: (reason: unknown) => void
  #body: ReadableStreamDefaultController<Uint8Array> | undefined
  #goOn: (() => void) | undefined
  #closed: ((isEarly: boolean) => void)[] = []
  readonly #clock: Clock
  readonly #signal: AbortSignal | undefined

  /** @param signal by which the client gives up: the response, or its body as long as it was not read */
  constructor(clock: Clock, signal: AbortSignal | undefined) {
    this.#clock = clock
    this.#signal = signal
    signal?.addEventListener('abort', this.#abort)
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  /** Calls back once when nothing more will be sent: whether before the whole response was. */
  whenClosed(listener: (isEarly: boolean) => void): void {
    this.#closed.push(listener)
  }

  send(head: ResponseHead, bytes: Uint8Array): void {
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#body = controller),
        pull: (controller) => {
          controller.enqueue(bytes)
          controller.close()
          this.#letGo()
        },
        cancel: () => this.#letGo(),
      },
      { highWaterMark: 0 },
    )
    const hasBody = !NULL_BODY_STATUSES.has(head.status)
    this.#resolve(hasBody ? streamedResponse(body, this.#init(head)) : new Response(null, this.#init(head)))
    if (!hasBody) this.#letGo()
    this.#close(false)
  }

  begin(head: ResponseHead): void {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#body = controller),
      pull: () => this.#goOn?.(),
      cancel: () => {
        this.#letGo()
        this.#close(true)
      },
    })
    this.#resolve(streamedResponse(body, this.#init(head)))
  }

  async write(piece: Uint8Array): Promise<void> {
    this.#body?.enqueue(piece)
    if ((this.#body?.desiredSize ?? 0) <= 0) await new Promise<void>((resolve) => (this.#goOn = resolve))
  }

  end(): void {
    this.#body?.close()
    this.#letGo()
    this.#close(false)
  }

  cut(): void {
    this.lose()
  }

  reset(): void {
    this.lose()
  }

  /** The connection is lost. */
  lose(): void {
    this.#breakOff(networkError(), bodyError())
  }

  #abort = (): void => this.#breakOff(this.#signal?.reason, this.#signal?.reason)

  #breakOff(ofResponse: unknown, ofBody: unknown): void {
    this.#reject(ofResponse)
    this.#body?.error(ofBody)
    this.#letGo()
    this.#close(true)
  }

  /** Nothing can be given up any more. Of a signal with many listeners, Node warns. */
  #letGo(): void {
    this.#signal?.removeEventListener('abort', this.#abort)
  }

  #close(isEarly: boolean): void {
    for (const listener of this.#closed.splice(0)) listener(isEarly)
  }

  #init({ status, headers: given }: ResponseHead): ResponseInit {
    const headers = new Headers()
    for (const [name, value] of Object.entries(given)) for (const one of [value].flat()) headers.append(name, one)
    // By it a device whose clock is wrong judges ID tokens.
    if (!headers.has('date')) headers.set('date', new Date(this.#clock.now()).toUTCString())
    return { status, headers }
  }
}
