import type { DeviceFlowActor, DeviceFlowError, DeviceFlowServices, IdTokenClaims } from '@device-flow/machine'
import { createDeviceFlowMachine } from '@device-flow/machine'
import type { MouseEventHandler } from 'react'
import { createElement } from 'react'
import { expectTypeOf } from 'vitest'
import { DeviceLogin } from '../src/device-login.ts'
import { DeviceFlowProvider, useDeviceFlow, useDeviceFlowContext, useSecondsLeft } from '../src/index.ts'
import type { DeviceFlow } from '../src/index.ts'

declare const services: DeviceFlowServices

const flow = useDeviceFlow(services)
useDeviceFlow(createDeviceFlowMachine(services), { onUnmount: 'detach', blipBudget: 3, session: undefined })
expectTypeOf(useDeviceFlowContext()).toEqualTypeOf<DeviceFlow>()

// @ts-expect-error services with everything missing
useDeviceFlow({})
// @ts-expect-error an option that does not exist
useDeviceFlow(services, { autoStart: true })
// @ts-expect-error what becomes of the login has two answers
useDeviceFlow(services, { onUnmount: 'ignore' })

expectTypeOf(flow.status).toEqualTypeOf<'idle' | 'requesting' | 'awaitingUser' | 'authorized' | 'error'>()
if (flow.status === 'awaitingUser') {
  expectTypeOf(flow.userCode).toEqualTypeOf<string>()
  expectTypeOf(flow.verificationUriComplete).toEqualTypeOf<string | undefined>()
}
if (flow.status === 'authorized') expectTypeOf(flow.claims).toEqualTypeOf<IdTokenClaims | undefined>()
if (flow.status === 'error') expectTypeOf(flow.error).toEqualTypeOf<DeviceFlowError>()
expectTypeOf(flow.userCode).toEqualTypeOf<string | undefined>()
// @ts-expect-error there is a code only while one is shown
void flow.userCode.length
const { status, userCode, claims } = flow
if (status === 'awaitingUser') expectTypeOf(userCode).toEqualTypeOf<string>()
expectTypeOf(claims).toEqualTypeOf<IdTokenClaims | undefined>()
// @ts-expect-error a member that does not exist
void flow.deviceCode

expectTypeOf(flow.start).toExtend<MouseEventHandler<HTMLButtonElement>>()
expectTypeOf(flow.cancel).toExtend<MouseEventHandler<HTMLButtonElement>>()
flow.start({ scope: 'openid' })
// @ts-expect-error a scope is one space-separated string
flow.start({ scope: ['openid'] })
expectTypeOf(flow.getAccessToken()).toEqualTypeOf<Promise<string>>()
expectTypeOf(flow.actor).toEqualTypeOf<DeviceFlowActor>()

expectTypeOf(useSecondsLeft(flow)).toEqualTypeOf<number>()
useSecondsLeft({ expiresAt: undefined })
// @ts-expect-error a countdown is of a flow
useSecondsLeft(flow.actor)

createElement(DeviceFlowProvider, { services, options: { renewals: 1 } }, 'children')
// @ts-expect-error a provider needs services
createElement(DeviceFlowProvider, { options: {} })

createElement(DeviceLogin, {
  issuer: 'https://id.example.com',
  clientId: 'tv',
  allowedOrigins: 'https://api.example.com',
})
// @ts-expect-error the prop is clientId: JSX takes any name with a hyphen that no type mentions
createElement(DeviceLogin, { issuer: 'https://id.example.com', 'client-id': 'tv' })
// @ts-expect-error the prop is allowedOrigins
createElement(DeviceLogin, { clientId: 'tv', 'allowed-origins': 'https://api.example.com' })
