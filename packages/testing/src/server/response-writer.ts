/** The first part of a response. */
export interface ResponseHead {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
}

/** How a transport carries one response, or fails to. */
export interface ResponseWriter {
  /** Sends a response at once. */
  send(head: ResponseHead, body: Uint8Array): void
  /** Begins a response whose body follows in pieces. */
  begin(head: ResponseHead): void
  /** Resolves when the next piece may follow. */
  write(piece: Uint8Array): Promise<void>
  /** The body is complete. */
  end(): void
  /** Cuts the connection within the body. */
  cut(): void
  /** Resets the connection before the first byte. */
  reset(): void
}
