import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { ResponseHead, ResponseWriter } from '../response-writer.ts'

/** Writes a response by Node's HTTP. */
export class HttpWriter implements ResponseWriter {
  readonly #outgoing: ServerResponse

  constructor(outgoing: ServerResponse) {
    this.#outgoing = outgoing
  }

  send(head: ResponseHead, body: Uint8Array): void {
    this.#writeHead(head)
    this.#outgoing.end(body)
  }

  begin(head: ResponseHead): void {
    this.#writeHead(head)
    this.#outgoing.flushHeaders()
  }

  write(piece: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#outgoing.write(piece, () => resolve()))
  }

  end(): void {
    this.#outgoing.end()
  }

  cut(): void {
    this.#outgoing.destroy()
  }

  reset(): void {
    this.#outgoing.socket?.resetAndDestroy()
  }

  #writeHead({ status, headers }: ResponseHead): void {
    this.#outgoing.writeHead(status, headers as OutgoingHttpHeaders)
  }
}
