import { createActor } from 'xstate'
import { expectTypeOf } from 'vitest'
import { deviceFlow } from '../src/chart/setup.ts'
import {
  createDeviceFlowMachine,
  Secret,
  toView,
  type AwaitingUserView,
  type DeviceFlowError,
  type DeviceFlowReason,
  type DeviceFlowServices,
  type DeviceSession,
  type PollOutcome,
} from '../src/index.ts'

declare const services: DeviceFlowServices

createActor(createDeviceFlowMachine(services))
const actor = createActor(createDeviceFlowMachine(services), { input: { blipBudget: 3 } })

actor.send({ type: 'start' })
actor.send({ type: 'start', request: { scope: 'openid' } })
// @ts-expect-error an event that does not exist
actor.send({ type: 'begin' })
// @ts-expect-error a scope is one space-separated string
actor.send({ type: 'start', request: { scope: ['openid'] } })

const snapshot = actor.getSnapshot()
snapshot.matches('awaitingUser')
snapshot.matches({ awaitingUser: 'backingOff' })
// @ts-expect-error a state that does not exist
snapshot.matches('waiting')
snapshot.hasTag('signedIn')
// @ts-expect-error a tag that does not exist
snapshot.hasTag('done')

// @ts-expect-error an option that does not exist
createActor(createDeviceFlowMachine(services), { input: { budget: 3 } })
// @ts-expect-error services with everything missing
createDeviceFlowMachine({})

const view = toView(snapshot)
expectTypeOf(view.status).toEqualTypeOf<'idle' | 'requesting' | 'awaitingUser' | 'authorized' | 'error'>()
if (view.status === 'awaitingUser') expectTypeOf(view).toEqualTypeOf<AwaitingUserView>()
if (view.status === 'error') expectTypeOf(view.error).toEqualTypeOf<DeviceFlowError>()
// @ts-expect-error there is a code only while one is shown
export const code = view.userCode

const secret = new Secret('value')
expectTypeOf(secret.reveal()).toEqualTypeOf<string>()
// @ts-expect-error a secret is no string
const text: string = secret
export { text }

// @ts-expect-error an outcome that does not exist
const outcome: PollOutcome = { type: 'approved' }
export { outcome }

expectTypeOf<DeviceSession['version']>().toEqualTypeOf<1>()
expectTypeOf<'denied'>().toExtend<DeviceFlowReason>()

// @ts-expect-error the lean setup has no action creators: a bundle would carry them all
deviceFlow.assign({})
