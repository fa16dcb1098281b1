import { emit } from 'xstate'
import type { DeviceFlowEmitted } from '../events.ts'
import type { ChartEvent } from './service-requests.ts'
import { canResume, type DeviceFlowContext } from './context.ts'
import { shownCode } from './shown-code.ts'

const tell = (told: (context: DeviceFlowContext) => DeviceFlowEmitted) =>
  emit<DeviceFlowContext, ChartEvent, undefined, ChartEvent, DeviceFlowEmitted>(({ context }) => told(context))

/** What is told to whoever listens with `actor.on`. The transitions that change the status of the view name them, and no others. */
export const emissions = {
  tellCode: tell(({ authorization }) => ({ type: 'codeShown', ...shownCode(authorization!) })),
  tellSignedIn: tell(({ tokens }) => ({ type: 'signedIn', claims: tokens!.claims })),
  tellSignedOut: tell(() => ({ type: 'signedOut' })),
  tellFailure: tell((context) => ({ type: 'failed', error: context.error!, canResume: canResume(context) })),
}
