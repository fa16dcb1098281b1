import { spawnChild } from 'xstate'
import type { DeviceFlowEvent, DeviceFlowTag } from '../events.ts'
import { actions } from './actions.ts'
import type { DeviceFlowActors } from './actor-logic.ts'
import type { DeviceFlowContext, DeviceFlowInput } from './context.ts'
import { guards } from './guards.ts'
import { leanSetup, type LeanSetup } from './lean-setup.ts'

const vocabulary = leanSetup({
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
    // Of services that keep no session: there is nothing to forget.
    forgetLogin: () => {},
  },
})

/** The vocabulary of the chart: the guards, actions and actors that the seven states name. */
export const deviceFlow: LeanSetup<typeof vocabulary> = vocabulary
