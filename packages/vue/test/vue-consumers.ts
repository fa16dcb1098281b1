import type { DeviceFlowView } from '@device-flow/machine'
import type { Consumer, ConsumerCommands, MountRequest } from '@device-flow/testing/contract'
import { defineComponent, effectScope, h, nextTick, ref, watch } from 'vue'
import type { Component } from 'vue'
import type { DeviceFlow } from '../src/index.ts'

/** A login as someone got it: refs, or a store made of them. */
export interface Login {
  view: () => DeviceFlowView
  commands: ConsumerCommands
}

export function loginOf(flow: DeviceFlow): Login {
  return { view: () => flow.view.value, commands: flow }
}

/** Those who look at a login, and count how often they were drawn. */
export class Consumers {
  readonly all: readonly Consumer[]
  readonly #onMount: MountRequest['onMount']
  readonly #seen: { draws: number; login?: Login }[]
  readonly #redraws = ref(0)

  constructor(count: number, onMount: MountRequest['onMount']) {
    this.#onMount = onMount
    this.#seen = Array.from({ length: count }, () => ({ draws: 0 }))
    this.all = this.#seen.map((one) => ({
      view: () => one.login!.view(),
      draws: () => one.draws,
      commands: () => one.login!.commands,
    }))
  }

  /** Lets one look at a login. */
  show(login: Login, index = 0): void {
    const one = this.#seen[index]!
    one.login = login
    // In a scope that nothing ends: whatever still changes when the component or scope is gone is noticed.
    effectScope(true).run(() => watch(login.view, () => one.draws++, { flush: 'sync' }))
    this.#onMount?.(login.commands)
  }

  /** Components whose render reads the whole view, one for each. */
  components(useLogin: () => Login): Component[] {
    return this.#seen.map((one, index) =>
      defineComponent(() => {
        const login = useLogin()
        this.show(login, index)
        return () => {
          one.draws++
          return h('output', `${login.view().status} ${this.#redraws.value}`)
        }
      }),
    )
  }

  /** Renders the components for a reason that has nothing to do with the login. */
  redraw(): void {
    this.#redraws.value++
  }
}

export async function act(work: () => void | Promise<void>): Promise<void> {
  await work()
  await nextTick()
}
