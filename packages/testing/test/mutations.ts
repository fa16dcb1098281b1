import { createDeviceFlowMachine, toView } from '@device-flow/machine'
import type { DeviceFlowServices, DeviceFlowView } from '@device-flow/machine'
import { createCommands } from '@device-flow/machine/adapter'
import { createActor } from 'xstate'
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

/** A subscription to the actor that forgot to ask whether the view is the same. */
export function drawingEverything(): ContractAdapter {
  return {
    ...vanilla,
    mount({ services, clock }) {
      const actor = createActor(createDeviceFlowMachine(services))
      const commands = createCommands(actor, () => clock.now())
      let draws = 1
      actor.subscribe(() => draws++)
      actor.start()
      return {
        consumers: [{ view: () => toView(actor.getSnapshot()), draws: () => draws, commands: () => commands }],
        unmount: () => void actor.stop(),
      }
    },
  }
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
