import type { DeviceFlowServices, DeviceFlowView } from '@device-flow/machine'
import type { Consumer, ConsumerCommands, ContractAdapter, MountedLogin, MountRequest } from '../src/contract/index.ts'
import { vanilla } from './vanilla-adapter.ts'

/** Does something to what was mounted, or changes it. */
export function withMounted(
  change: (mounted: MountedLogin, request: MountRequest) => Partial<MountedLogin> | void,
): ContractAdapter {
  return {
    ...vanilla,
    async mount(request) {
      const mounted = await vanilla.mount(request)
      return { ...mounted, ...change(mounted, request) }
    },
  }
}

export function withConsumers(change: (consumer: Consumer) => Partial<Consumer>): ContractAdapter {
  return withMounted(({ consumers }) => ({ consumers: consumers.map((one) => ({ ...one, ...change(one) })) }))
}

export function withCommands(change: (commands: ConsumerCommands) => Partial<ConsumerCommands>): ContractAdapter {
  return withConsumers((consumer) => {
    const commands = { ...consumer.commands(), ...change(consumer.commands()) }
    return { commands: () => commands }
  })
}

export function withView(change: (view: DeviceFlowView) => DeviceFlowView): ContractAdapter {
  return withConsumers(({ view }) => ({ view: () => change(view()) }))
}

export function withServices(change: (services: DeviceFlowServices) => Partial<DeviceFlowServices>): ContractAdapter {
  return {
    ...vanilla,
    mount: ({ services, ...request }) => vanilla.mount({ ...request, services: { ...services, ...change(services) } }),
  }
}

/** Does not pass one of the options on. */
export function without(option: 'blipBudget' | 'inspect' | 'onUnmount' | 'renewals' | 'session'): ContractAdapter {
  return { ...vanilla, mount: (request) => vanilla.mount({ ...request, [option]: undefined }) }
}

/** A hint that knows better than the machine. */
export function pollingOnHints(): ContractAdapter {
  return {
    ...vanilla,
    async mount(request) {
      let poll: (() => void) | undefined
      const pollToken: DeviceFlowServices['pollToken'] = (authorization, call) => {
        poll = () => void request.services.pollToken(authorization, { signal: new AbortController().signal })
        return request.services.pollToken(authorization, call)
      }
      const mounted = await vanilla.mount({ ...request, services: { ...request.services, pollToken } })
      const commands = { ...mounted.consumers[0]!.commands(), hint: () => poll?.() }
      return { ...mounted, consumers: [{ ...mounted.consumers[0]!, commands: () => commands }] }
    },
  }
}

/** A watchdog that wants every login to succeed. */
export function startingAgain(): ContractAdapter {
  return withMounted(({ consumers }, { clock }) => {
    const again = (): void => {
      if (consumers[0]!.view().status === 'error') consumers[0]!.commands().start()
      clock.schedule(again, 60_000)
    }
    again()
  })
}
