type Callback = (...given: never[]) => unknown

/** The part of undici's request handlers, older and newer, by which a request is known to have left, or to have failed. */
type Handler = Partial<Record<'onConnect' | 'onRequestStart' | 'onError' | 'onResponseError', Callback>>

/** Who waits for a tunnel to which host. */
export class TunnelWaits {
  readonly #waits = new Map<string, Set<Handler>>()
  readonly #giveUp: (host: string) => void

  /** @param giveUp called with a host to which nobody waits for a tunnel any more: undici itself would go on with it */
  constructor(giveUp: (host: string) => void) {
    this.#giveUp = giveUp
  }

  /** Counts a request as one that waits, until it leaves, fails, or is called off by its signal. */
  add(host: string, handler: object, signal: AbortSignal | undefined): void {
    const waits = this.#waits.get(host) ?? new Set()
    this.#waits.set(host, waits.add(handler))
    const leave = (): void => {
      signal?.removeEventListener('abort', callOff)
      waits.delete(handler)
    }
    const callOff = (): void => {
      leave()
      if (waits.size === 0) this.#giveUp(host)
    }
    signal?.addEventListener('abort', callOff)
    for (const name of ['onConnect', 'onRequestStart', 'onError', 'onResponseError'] as const) {
      callBefore(handler, name, leave)
    }
  }
}

function callBefore(handler: Handler, name: keyof Handler, first: () => void): void {
  const callback = handler[name]
  if (!callback) return
  handler[name] = (...given) => {
    first()
    return callback.apply(handler, given)
  }
}
