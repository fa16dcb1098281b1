import type { ContractAdapter, MountedLogin } from '@device-flow/testing/contract'
import { render } from '@testing-library/vue'
import { effectScope, h } from 'vue'
import type { Component } from 'vue'
import { DeviceFlowProvider, useDeviceFlow, useDeviceFlowContext } from '../src/index.ts'
import { act, Consumers, loginOf } from './vue-consumers.ts'

function mountComponent(root: Component, consumers: Consumers): MountedLogin {
  const { unmount } = render(root)
  return { unmount, redraw: () => consumers.redraw(), consumers: consumers.all }
}

/** Vue under contract: one component with a login of its own, or several below a provider. */
export const vueComponents: ContractAdapter = {
  act,
  mount({ services, consumers: count, onMount, ...options }) {
    const consumers = new Consumers(count, onMount)
    if (count === 1) {
      const [owner] = consumers.components(() => loginOf(useDeviceFlow(services, options)))
      return mountComponent(owner!, consumers)
    }
    const children = consumers.components(() => loginOf(useDeviceFlowContext()))
    const slots = { default: () => children.map((component) => h(component)) }
    return mountComponent(() => h(DeviceFlowProvider, { services, options }, slots), consumers)
  },
}

/** Vue without components: an effect scope of one's own. */
export const vueScope: ContractAdapter = {
  act,
  lacks: ['redraw', 'share'],
  mount({ services, consumers: count, onMount, ...options }) {
    const consumers = new Consumers(count, onMount)
    const scope = effectScope()
    scope.run(() => consumers.show(loginOf(useDeviceFlow(services, options))))
    return { unmount: () => scope.stop(), consumers: consumers.all }
  },
}

/** An effect scope that a component makes in its setup, and that ends with it. */
export const vueScopeInComponent: ContractAdapter = {
  act,
  lacks: ['share'],
  mount({ services, consumers: count, onMount, ...options }) {
    const consumers = new Consumers(count, onMount)
    const [owner] = consumers.components(() => effectScope().run(() => loginOf(useDeviceFlow(services, options)))!)
    return mountComponent(owner!, consumers)
  },
}
