import { createDeviceFlowMachine, toView, type DeviceFlowActor } from '@device-flow/machine'
import type { ServicesScript } from '@device-flow/testing/virtual'
import { act, render } from '@testing-library/react'
import { useActorRef, useSelector } from '@xstate/react'
import { Activity, createElement } from 'react'
import type { ReactElement } from 'react'
import { expect, test } from 'vitest'
import { useDeviceFlow } from '../src/index.ts'
import type { DeviceFlow } from '../src/index.ts'
import { scripted } from './support.tsx'

/** A login in an <Activity>, which is there from React 19.2 on. */
function inActivity(script: ServicesScript = {}) {
  const { services, pass } = scripted(script)
  const shown: { flow?: DeviceFlow } = {}
  function Login(): null {
    shown.flow = useDeviceFlow(services, { clock: services.clock })
    return null
  }
  const tree = (mode: 'visible' | 'hidden'): ReactElement =>
    createElement(Activity, { mode, children: createElement(Login) })
  const { rerender } = render(tree('visible'))
  const turn = async (mode: 'visible' | 'hidden'): Promise<void> => {
    rerender(tree(mode))
    await pass(0)
  }
  const start = (): void => act(() => shown.flow?.start())
  return { services, pass, turn, start, flow: () => shown.flow! }
}

test('a hidden <Activity> cancels a login, and another one can be started when it is shown again', async () => {
  const { services, pass, turn, start, flow } = inActivity()
  start()
  await pass(0)
  await turn('hidden')
  expect(services.clock.pendingTimers).toBe(0)
  await turn('visible')
  expect(flow().status).toBe('idle')
  start()
  await pass(0)
  expect(flow().status).toBe('awaitingUser')
})

test('who is signed in still is when a hidden <Activity> is shown again', async () => {
  const { services, pass, turn, start, flow } = inActivity({ polls: ['granted'] })
  start()
  await pass(5000)
  await turn('hidden')
  expect(services.clock.pendingTimers).toBe(0)
  await turn('visible')
  expect(flow().status).toBe('authorized')
  expect(await flow().getAccessToken()).toBe('access-token-1')
})

test('what was done to a kept session while an <Activity> was hidden shows when it is shown again', async () => {
  const { services, pass, turn, start, flow } = inActivity({ restores: ['nothing'], polls: ['granted'] })
  await pass(0)
  start()
  await pass(5000)
  await turn('hidden')
  services.script({ restores: ['nothing'] })
  await turn('visible')
  expect(flow()).toMatchObject({ status: 'idle', restoring: false })
  expect(services.session?.restores).toBe(2)
})

test('tokens that could not be kept are still there when a hidden <Activity> is shown again', async () => {
  const polls = [{ granted: {}, unsaved: true }]
  const { pass, turn, start, flow } = inActivity({ restores: ['nothing'], polls })
  await pass(0)
  start()
  await pass(5000)
  await turn('hidden')
  await turn('visible')
  expect(flow()).toMatchObject({ status: 'authorized', unsaved: true })
})

test.each([
  ['a poll', { polls: [{ after: 2000, do: 'granted' }, 'denied'] }, 'pollToken'],
  ['a refresh', { polls: ['granted'], refreshes: [{ after: 2000, do: 'refreshed' }, 'refused'] }, 'refreshTokens'],
] satisfies [string, ServicesScript, 'pollToken' | 'refreshTokens'][])(
  'with useActorRef of @xstate/react, too, %s under way is not sent again when the screen is hidden and shown',
  async (_, script, service) => {
    const { services, pass } = scripted(script)
    const machine = createDeviceFlowMachine(services)
    let actor!: DeviceFlowActor
    const Login = () => {
      actor = useActorRef(machine)
      return <p>{useSelector(actor, (snapshot) => toView(snapshot).status)}</p>
    }
    const { rerender, container } = render(<Hideable mode="visible" of={Login} />)
    act(() => actor.send({ type: 'start' }))
    await pass(5500)
    if (service === 'refreshTokens') act(() => actor.send({ type: 'refresh' }))
    const sent = services.calls(service).length
    rerender(<Hideable mode="hidden" of={Login} />)
    rerender(<Hideable mode="visible" of={Login} />)
    await pass(2500)
    expect(container.textContent).toBe('authorized')
    expect(services.calls(service)).toHaveLength(sent)
    expect(services.revoked).toEqual([])
  },
)

function Hideable({ mode, of: Screen }: { mode: 'visible' | 'hidden'; of: () => ReactElement }) {
  return (
    <Activity mode={mode}>
      <Screen />
    </Activity>
  )
}
