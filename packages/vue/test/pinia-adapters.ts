import type { DeviceFlowServices } from '@device-flow/machine'
import type { ContractAdapter } from '@device-flow/testing/contract'
import { render } from '@testing-library/vue'
import { createPinia, defineStore } from 'pinia'
import { h } from 'vue'
import { useDeviceFlow } from '../src/index.ts'
import type { DeviceFlowOptions } from '../src/index.ts'
import { act, Consumers, type Login } from './vue-consumers.ts'

interface LoginStore extends Login {
  dispose: () => void
}

/** `useStore` of a store that is made when it is first used. */
function storeOf(services: DeviceFlowServices, options: DeviceFlowOptions): () => LoginStore {
  const pinia = createPinia()
  const useLogin = defineStore('login', () => useDeviceFlow(services, options))
  return () => {
    const store = useLogin(pinia)
    return { view: () => store.view, commands: store, dispose: () => store.$dispose() }
  }
}

/** A Pinia store under contract that components are the first to use, in their setup. */
export const piniaInComponents: ContractAdapter = {
  act,
  mount({ services, consumers: count, onMount, ...options }) {
    const useStore = storeOf(services, options)
    const consumers = new Consumers(count, onMount)
    const children = consumers.components(useStore)
    const { unmount } = render(() => children.map((component) => h(component)))
    const { dispose } = useStore()
    return {
      redraw: () => consumers.redraw(),
      consumers: consumers.all,
      unmount() {
        unmount()
        // A store outlives the components that use it, until someone ends it.
        dispose()
      },
    }
  },
}

/** A Pinia store that is made outside of any component. */
export const piniaAlone: ContractAdapter = {
  act,
  lacks: ['redraw', 'share'],
  mount({ services, consumers: count, onMount, ...options }) {
    const consumers = new Consumers(count, onMount)
    const store = storeOf(services, options)()
    consumers.show(store)
    return { unmount: store.dispose, consumers: consumers.all }
  },
}
