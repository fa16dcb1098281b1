import { spawnChild } from 'xstate'
import type { DeviceFlowEmitted, DeviceFlowEvent, DeviceFlowTag } from '../events.ts'
import { actions } from './actions.ts'
import type { DeviceFlowActors } from './actor-logic.ts'
import type { DeviceFlowContext, DeviceFlowInput } from './context.ts'
import { emissions } from './emissions.ts'
import { guards } from './guards.ts'
import { leanSetup, type LeanSetup } from './lean-setup.ts'

const vocabulary = leanSetup({
  types: {} as {
    context: DeviceFlowContext
    events: DeviceFlowEvent
    emitted: DeviceFlowEmitted
    input: DeviceFlowInput | undefined
    tags: DeviceFlowTag
  },
  actors: {} as DeviceFlowActors,
  guards,
  actions: {
    ...actions,
    ...emissions,
    revokeTokens: spawnChild('revokeTokens', { input: ({ context }) => context.tokens! }),
    // Of services that keep no session: there is nothing to forget.
    forgetLogin: () => {},
  },
})

/** The vocabulary of the chart: the guards, actions and actors that the seven states name. */
export const deviceFlow: LeanSetup<typeof vocabulary> = vocabulary
