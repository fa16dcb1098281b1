import { sendTo, type ActorRef, type NonReducibleUnknown, type Snapshot } from 'xstate'
import type { DeviceFlowEmitted, DeviceFlowTag } from '../events.ts'
import { actions } from './actions.ts'
import type { DeviceFlowContext, DeviceFlowInput } from './context.ts'
import { emissions } from './emissions.ts'
import { guards } from './guards.ts'
import { leanSetup, type LeanSetup } from './lean-setup.ts'
import type { AwaitedRequest, ChartEvent, ServiceRequest } from './service-requests.ts'
import type { ServiceRunner } from './service-runner.ts'

/** An action that asks something of the services. */
function tellServices<Params extends NonReducibleUnknown>(
  request: (scope: { context: DeviceFlowContext }, params: Params) => ServiceRequest,
) {
  return sendTo<DeviceFlowContext, ChartEvent, Params, ActorRef<Snapshot<unknown>, ServiceRequest>, ChartEvent, never>(
    'services',
    request,
  )
}

function setUp(services: ServiceRunner) {
  return leanSetup({
    types: {} as {
      context: DeviceFlowContext
      events: ChartEvent
      emitted: DeviceFlowEmitted
      input: DeviceFlowInput | undefined
      tags: DeviceFlowTag
    },
    actors: { services },
    guards,
    actions: {
      ...actions,
      ...emissions,
      ask: tellServices((_, request: AwaitedRequest) => request),
      leave: tellServices(() => ({ type: 'leave' })),
      revokeTokens: tellServices(({ context }) => ({ type: 'revokeTokens', input: context.tokens! })),
      forgetLogin: tellServices(({ context }) => ({ type: 'forgetLogin', input: context.authorization })),
    },
  })
}

/** The vocabulary of the chart: the guards and actions that the seven states name, and the services that they ask. */
export const deviceFlowWith: (services: ServiceRunner) => LeanSetup<ReturnType<typeof setUp>> = setUp

/** For writing the states: they name services, and have none. */
export const deviceFlow: ReturnType<typeof deviceFlowWith> = deviceFlowWith({} as ServiceRunner)
