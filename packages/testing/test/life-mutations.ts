import { createHandle, type DeviceFlowHandle } from '@device-flow/machine/adapter'
import type { ContractAdapter } from '../src/contract/index.ts'
import { vanilla } from './vanilla-adapter.ts'

/** A login that each unmount stops at once, whatever is under way and whoever mounts it next. */
export function abrupt(handle: DeviceFlowHandle): DeviceFlowHandle {
  return {
    ...handle,
    mount() {
      const unmount = handle.mount()
      // XState cannot run a stopped actor again. Unless somebody hears of that, it has the error escape.
      handle.actor.subscribe({ error() {} })
      return () => {
        unmount()
        handle.actor.stop()
      }
    },
  }
}

/** Starts what it makes, and makes one too many, as StrictMode does. */
export function runningUnmounted(): ContractAdapter {
  return {
    ...vanilla,
    mount(request) {
      const { services, clock, session } = request
      createHandle(services, { clock, session }).actor.start()
      return vanilla.mount(request)
    },
  }
}
