import { createDeviceFlowMachine, isSameView, toView } from '@device-flow/machine'
import { createCommands } from '@device-flow/machine/adapter'
import { createActor } from 'xstate'
import type { ContractAdapter } from '../src/contract/index.ts'

/** XState's own `createActor`, without any framework: what an adapter is when there is nothing to adapt to. */
export const vanilla: ContractAdapter = {
  lacks: ['page'],
  mount({ services, clock, consumers, ...input }) {
    const actor = createActor(createDeviceFlowMachine(services), { input })
    const commands = createCommands(actor, () => clock.now())
    const mounted = Array.from({ length: consumers }, () => {
      let draws = 1
      let view = toView(actor.getSnapshot())
      actor.subscribe((snapshot) => {
        const next = toView(snapshot)
        if (isSameView(view, next)) return
        view = next
        draws++
      })
      return { view: () => view, draws: () => draws, commands: () => commands }
    })
    actor.start()
    return {
      consumers: mounted,
      unmount: () => {
        actor.send({ type: 'cancel' })
        actor.stop()
      },
    }
  },
}
