import { adapterContract, type ContractAdapter } from '@device-flow/testing/contract'
import { test } from 'vitest'
import { DeviceLoginElement } from '../src/index.ts'

/** The element under contract: one of its own, in the page. */
const element: ContractAdapter = {
  lacks: ['redraw', 'share'],
  mount({ services, onMount, consumers: _one, ...options }) {
    const login = new DeviceLoginElement()
    Object.assign(login, { services, options })
    let draws = 0
    login.addEventListener('view-change', () => draws++)
    document.body.append(login)
    onMount?.(login)
    return {
      consumers: [{ view: () => login.view, draws: () => draws, commands: () => login }],
      unmount: () => login.remove(),
    }
  },
}

adapterContract('<device-login>', element, { test })
