import type { ContractAdapter, MountRequest } from '@device-flow/testing/contract'
import { render } from '@testing-library/vue'
import { defineComponent, effectScope, h, nextTick, watch } from 'vue'
import type { Component } from 'vue'
import { DeviceFlowProvider, useDeviceFlow, useDeviceFlowContext } from '../src/index.ts'
import type { DeviceFlow } from '../src/index.ts'

interface Drawn {
  draws: number
  flow?: DeviceFlow
}

const consumersOf = (drawn: readonly Drawn[]) =>
  drawn.map((one) => ({ view: () => one.flow!.view.value, draws: () => one.draws, commands: () => one.flow! }))

/** A component whose render reads the whole view. */
function reader(one: Drawn, useLogin: () => DeviceFlow): Component {
  return defineComponent(() => {
    const flow = useLogin()
    one.flow = flow
    return () => {
      one.draws++
      return h('output', flow.view.value.status)
    }
  })
}

const act: ContractAdapter['act'] = async (work) => {
  await work()
  await nextTick()
}

/** Vue under contract: one component with a login of its own, or several below a provider. */
export const vueComponents: ContractAdapter = {
  act,
  mount({ services, consumers, ...options }: MountRequest) {
    const drawn: Drawn[] = Array.from({ length: consumers }, () => ({ draws: 0 }))
    const readers = drawn.map((one) => reader(one, useDeviceFlowContext))
    const { unmount } = render(
      consumers === 1
        ? reader(drawn[0]!, () => useDeviceFlow(services, options))
        : () =>
            h(DeviceFlowProvider, { services, options }, { default: () => readers.map((component) => h(component)) }),
    )
    return { unmount, consumers: consumersOf(drawn) }
  },
}

/** Vue without components: an effect scope of one's own. */
export const vueScope: ContractAdapter = {
  act,
  lacks: ['share'],
  mount({ services, consumers: _one, ...options }: MountRequest) {
    const scope = effectScope()
    const one: Drawn = { draws: 0 }
    scope.run(() => {
      one.flow = useDeviceFlow(services, options)
      watch(one.flow.view, () => one.draws++, { flush: 'sync' })
    })
    return { unmount: () => scope.stop(), consumers: consumersOf([one]) }
  },
}
