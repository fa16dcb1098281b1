import { spawnChild } from 'xstate'
import type { DeviceFlowActors } from './actors.ts'
import type { DeviceFlowContext, DeviceFlowInput } from './context.ts'
import { guards } from './guards.ts'
import { setup } from './lean-setup.ts'
import type { DeviceFlowEvent, DeviceFlowTag } from '../events.ts'
import { actions } from './actions.ts'

/** The vocabulary of the chart: the guards, actions and actors that the seven states name. */
export const deviceFlow = setup({
  types: {} as {
    context: DeviceFlowContext
    events: DeviceFlowEvent
    input: DeviceFlowInput | undefined
    tags: DeviceFlowTag
  },
  actors: {} as DeviceFlowActors,
  guards,
  actions: {
    ...actions,
    revokeTokens: spawnChild('revokeTokens', { input: ({ context }) => context.tokens! }),
  },
})
