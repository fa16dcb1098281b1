import type { DeviceFlowView } from '@device-flow/machine'
import { createScriptedServices } from '../services/scripted-services.ts'
import type { ScriptedServices } from '../services/scripted-services.ts'
import type { ServicesScript } from '../services/services-script.ts'
import type { VirtualClock } from '../time/virtual-clock.ts'
import type { Consumer, ConsumerCommands, ContractAdapter, MountedLogin } from './adapter.ts'
import { check, same } from './check.ts'
import type { LoginSetup } from './login-setup.ts'

/** A login under contract: an adapter on scripted services and virtual time. */
export class ContractLogin {
  readonly services: ScriptedServices
  readonly #adapter: ContractAdapter
  #mounted: MountedLogin | undefined

  constructor(adapter: ContractAdapter, script: ServicesScript = {}) {
    this.#adapter = adapter
    this.services = createScriptedServices(script)
  }

  get clock(): VirtualClock {
    return this.services.clock
  }

  async mount(setup: LoginSetup = {}): Promise<void> {
    const { services, clock } = this
    const { consumers = 1, session, blipBudget, renewals, onUnmount, inspect, onMount } = setup
    const options = { session, blipBudget, renewals, onUnmount, inspect, onMount }
    await this.#act(async () => {
      this.#mounted = await this.#adapter.mount({ services, clock, consumers, ...options })
    })
  }

  consumer(index = 0): Consumer {
    const consumer = this.#mounted?.consumers[index]
    check(consumer !== undefined, `The adapter mounted no consumer ${index}`)
    return consumer
  }

  view(index = 0): DeviceFlowView {
    return this.consumer(index).view()
  }

  /** What is shown, which is expected to be of this status. */
  shown<Status extends DeviceFlowView['status']>(status: Status, index = 0): DeviceFlowView & { status: Status } {
    const view = this.view(index)
    same(view.status, status, `Consumer ${index} shows`)
    return view as DeviceFlowView & { status: Status }
  }

  /** Sends a command, and waits for all its effects that need no time. */
  async send(command: Exclude<keyof ConsumerCommands, 'getAccessToken' | 'fetch'>, index = 0): Promise<void> {
    await this.happens(() => this.consumer(index).commands()[command]())
  }

  /** Does something, and waits for all its effects that need no time. */
  async happens(event: () => void): Promise<void> {
    await this.#act(async () => {
      event()
      await this.clock.advance(0)
    })
  }

  async pass(ms: number): Promise<void> {
    await this.#act(() => this.clock.advance(ms))
  }

  async act(work: () => void | Promise<void>): Promise<void> {
    await this.#act(work)
  }

  /** Draws all consumers once more, for no reason of the login. */
  async redraw(): Promise<void> {
    await this.#act(async () => this.#mounted?.redraw?.())
  }

  async unmount(): Promise<void> {
    await this.#act(async () => {
      await this.#mounted?.unmount()
      await this.clock.advance(0)
    })
    this.#mounted = undefined
  }

  /** The code is shown, and no poll has been made. */
  async prompting(): Promise<void> {
    await this.send('start')
    this.shown('awaitingUser')
  }

  /** Signed in with the first poll. */
  async signedIn(): Promise<void> {
    await this.prompting()
    await this.pass(5000)
    this.shown('authorized')
  }

  /** Two polls have failed, as the script says: the next one is legal 5 s after the second, and backs off for 15 s. */
  async backingOff(): Promise<void> {
    await this.prompting()
    await this.pass(15_000)
    same(this.polls(), 2, 'Polls so far')
  }

  /** Nothing is left: no timer, no request, and none to come. */
  async isAtRest(): Promise<void> {
    same(this.clock.pendingTimers, 0, 'Timers left')
    const before = this.#calls()
    await this.pass(3_600_000)
    same(this.#calls(), before, 'Requests within an hour after the end')
    for (const service of ['requestDeviceAuthorization', 'pollToken'] as const)
      same(this.services.inFlight(service), 0, `Calls of ${service} left in flight`)
  }

  polls(): number {
    return this.services.calls('pollToken').length
  }

  #calls(): number {
    const names = ['requestDeviceAuthorization', 'pollToken', 'refreshTokens', 'revokeTokens'] as const
    return names.reduce((count, name) => count + this.services.calls(name).length, 0)
  }

  async #act(work: () => void | Promise<void>): Promise<void> {
    if (this.#adapter.act) await this.#adapter.act(work)
    else await work()
  }
}
