import { isSameView, toView } from '@device-flow/machine'
import type { DeviceFlowView } from '@device-flow/machine'
import { createHandle } from '@device-flow/machine/adapter'
import type { DeviceFlowHandle, DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'

/** One login of an element: it runs while the element is in a page, and is found again when that comes back. */
export class Login {
  readonly #source: DeviceFlowSource
  readonly #options: DeviceFlowOptions
  readonly #onChange: (login: Login) => void
  #handle: DeviceFlowHandle
  #view: DeviceFlowView
  #leave: (() => void) | undefined

  /** @throws TypeError naming the service that is missing, or saying what is wrong with the session */
  constructor(source: DeviceFlowSource, options: DeviceFlowOptions, onChange: (login: Login) => void) {
    this.#source = source
    this.#options = options
    this.#onChange = onChange
    this.#handle = createHandle(source, options)
    this.#view = toView(this.#handle.actor.getSnapshot())
  }

  get handle(): DeviceFlowHandle {
    return this.#handle
  }

  get view(): DeviceFlowView {
    return this.#view
  }

  /** Starts it; calls back once with what is to be shown, and then at each change of that. */
  mount(): void {
    if (this.#handle.isStopped()) {
      this.#handle = createHandle(this.#source, { ...this.#options, session: this.#handle.sessionToGoOn() })
    }
    const { actor } = this.#handle
    const unmount = this.#handle.mount()
    this.#view = toView(actor.getSnapshot())
    // Without an error listener, so that XState reports a machine that breaks.
    const subscription = actor.subscribe((snapshot) => {
      const next = toView(snapshot)
      if (isSameView(this.#view, next)) return
      this.#view = next
      this.#onChange(this)
    })
    this.#leave = () => {
      subscription.unsubscribe()
      unmount()
    }
    this.#onChange(this)
  }

  unmount(): void {
    this.#leave?.()
    this.#leave = undefined
  }
}
