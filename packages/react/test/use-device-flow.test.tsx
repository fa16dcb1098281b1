import { createDeviceFlowMachine } from '@device-flow/machine'
import type { DeviceFlowServices } from '@device-flow/machine'
import { createScriptedServices, tokenSet } from '@device-flow/testing/virtual'
import { act, fireEvent, render, renderHook, screen } from '@testing-library/react'
import { createElement, StrictMode, Suspense, useEffect } from 'react'
import type { ReactElement } from 'react'
import { describe, expect, test, vi } from 'vitest'
import type { InspectionEvent } from 'xstate'
import { useDeviceFlow } from '../src/index.ts'
import { scripted } from './support.tsx'

test('a whole login with 12 pending polls renders the component that shows the code three times (I5)', async () => {
  const { services, pass } = scripted()
  let renders = 0
  function Login(): ReactElement {
    renders++
    const flow = useDeviceFlow(services, { clock: services.clock })
    return flow.status === 'awaitingUser' ? <b>{flow.userCode}</b> : <button onClick={flow.start}>Sign in</button>
  }
  render(<Login />)
  fireEvent.click(screen.getByRole('button'))
  await pass(60_000)
  expect(screen.getByText('WDJB-MJHT')).toBeTruthy()
  expect(services.calls('pollToken')).toHaveLength(12)
  expect(renders).toBe(3)
})

describe('in StrictMode', () => {
  test('a login that an effect starts makes one request for a code (I1)', async () => {
    const { services, pass } = scripted({ authorizations: [{ after: 1000, do: 'ok' }] })
    const { result } = renderHook(
      () => {
        const flow = useDeviceFlow(services, { clock: services.clock })
        const { start } = flow
        useEffect(() => start(), [start])
        return flow
      },
      { wrapper: StrictMode },
    )
    await pass(1000)
    expect(result.current.status).toBe('awaitingUser')
    expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
  })

  test('a restored session whose refresh is due refreshes once: a second one could end it at a strict server (I1, F1)', async () => {
    const { services, pass } = scripted({ refreshes: [{ after: 1000, do: 'refreshed' }] })
    const session = { version: 1, type: 'signedIn', tokens: tokenSet(), refreshInFlight: false } as const
    services.clock.jumpWall(3_599_000)
    const { result } = renderHook(() => useDeviceFlow(services, { clock: services.clock, session }), {
      wrapper: StrictMode,
    })
    await pass(1000)
    expect(services.calls('refreshTokens')).toHaveLength(1)
    expect(await result.current.getAccessToken()).toBe('access-token-1')
  })
})

test('services and options made anew in each render neither restart nor double anything (I2)', async () => {
  const first = scripted()
  const second = createScriptedServices()
  const { clock } = first.services
  const { result, rerender } = renderHook(
    ({ services }: { services: DeviceFlowServices }) =>
      useDeviceFlow({ ...services }, { clock, inspect: () => {}, blipBudget: 3, onUnmount: 'cancel' }),
    { initialProps: { services: first.services as DeviceFlowServices } },
  )
  act(() => result.current.start())
  const { actor, start } = result.current
  for (let step = 0; step < 20; step++) {
    await first.pass(1000)
    rerender({ services: step % 2 === 0 ? second : first.services })
  }
  expect(result.current).toMatchObject({ actor, start, status: 'awaitingUser' })
  expect(first.services.calls('requestDeviceAuthorization')).toHaveLength(1)
  expect(first.services.calls('pollToken')).toHaveLength(4)
  expect(second.calls('requestDeviceAuthorization')).toHaveLength(0)
})

test('the flow is the same object until it looks different', async () => {
  const { services, pass } = scripted()
  const { result, rerender } = renderHook(() => useDeviceFlow(services, { clock: services.clock }))
  const idle = result.current
  rerender()
  expect(result.current).toBe(idle)
  act(() => result.current.start())
  await pass(0)
  expect(result.current).not.toBe(idle)
})

test('fifty components that come and go leave no listener on the page', async () => {
  const { services, pass } = scripted()
  const added = [vi.spyOn(globalThis, 'addEventListener'), vi.spyOn(document, 'addEventListener')]
  const removed = [vi.spyOn(globalThis, 'removeEventListener'), vi.spyOn(document, 'removeEventListener')]
  const hints = new Set(['online', 'focus', 'visibilitychange', 'resume'])
  const count = (spies: typeof added): number =>
    spies.flatMap(({ mock }) => mock.calls).filter(([type]) => hints.has(String(type))).length
  for (let time = 0; time < 50; time++) {
    const { result, unmount } = renderHook(() => useDeviceFlow(services, { clock: services.clock }))
    act(() => result.current.start())
    unmount()
    await pass(0)
  }
  expect(count(added)).toBe(200)
  expect(count(removed)).toBe(200)
  expect(services.clock.pendingTimers).toBe(0)
  vi.restoreAllMocks()
})

test('a child that asks for a token as it is mounted waits for the login above it, which renews it (F1)', async () => {
  const { services, pass } = scripted()
  const session = { version: 1, type: 'signedIn', tokens: tokenSet(), refreshInFlight: false } as const
  services.clock.jumpWall(3_600_000)
  const answers: unknown[] = []
  function Child({ getAccessToken }: { getAccessToken: () => Promise<string> }): null {
    useEffect(() => {
      getAccessToken().then(
        (token) => answers.push(token),
        (error: unknown) => answers.push(error),
      )
    }, [getAccessToken])
    return null
  }
  function Parent(): ReactElement {
    return <Child getAccessToken={useDeviceFlow(services, { clock: services.clock, session }).getAccessToken} />
  }
  render(<Parent />)
  await pass(0)
  expect(answers).toEqual(['access-token-1'])
  expect(services.calls('refreshTokens')).toHaveLength(1)
})

function inSuspense(...children: ReactElement[]): ReactElement {
  return createElement(Suspense, { fallback: '…' }, ...children)
}

test('a login goes on while a neighbour suspends', async () => {
  const { services, pass } = scripted()
  let ready = false
  let wake: (() => void) | undefined
  const data = new Promise<void>((resolve) => (wake = resolve)).then(() => (ready = true))
  function Neighbour({ suspends }: { suspends: boolean }): ReactElement {
    if (suspends && !ready) throw data
    return <i>here</i>
  }
  function Login(): ReactElement {
    const flow = useDeviceFlow(services, { clock: services.clock })
    return flow.status === 'awaitingUser' ? <b>{flow.userCode}</b> : <button onClick={flow.start}>Sign in</button>
  }
  const { rerender } = render(inSuspense(<Login />, <Neighbour suspends={false} />))
  fireEvent.click(screen.getByRole('button'))
  await pass(5000)
  rerender(inSuspense(<Login />, <Neighbour suspends />))
  expect(screen.getByText('…')).toBeTruthy()
  await pass(5000)
  await act(async () => {
    wake?.()
    await data
  })
  expect(screen.getByText('here')).toBeTruthy()
  expect(screen.getByText('WDJB-MJHT')).toBeTruthy()
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
  expect(services.calls('pollToken')).toHaveLength(2)
})

test('a machine can be given in place of services', async () => {
  const { services, pass } = scripted()
  const machine = createDeviceFlowMachine(services)
  const { result } = renderHook(() => useDeviceFlow(machine, { clock: services.clock }))
  act(() => result.current.start())
  await pass(0)
  expect(result.current.status).toBe('awaitingUser')
})

test('an inspector sees the login, and no secret', async () => {
  const { services, pass } = scripted({ polls: ['granted'] })
  const seen: string[] = []
  const { result } = renderHook(() =>
    useDeviceFlow(services, { clock: services.clock, inspect: (event) => seen.push(JSON.stringify(event)) }),
  )
  act(() => result.current.start())
  await pass(5000)
  expect(seen.join()).toContain('WDJB-MJHT')
  expect(seen.join()).not.toMatch(/(?:device-code|access-token|refresh-token)-1/)
})

test('an inspector hears of one login, also where React throws renderings away', async () => {
  const { services, pass } = scripted()
  const roots = new Set<unknown>()
  const inspect = ({ type, rootId }: InspectionEvent): unknown => type === '@xstate.actor' && roots.add(rootId)
  const data = Promise.resolve()
  let ready = false
  void data.then(() => (ready = true))
  function Login(): ReactElement {
    const flow = useDeviceFlow(services, { clock: services.clock, inspect })
    if (!ready) throw data
    return <button onClick={flow.start}>{flow.status}</button>
  }
  render(<StrictMode>{inSuspense(<Login key="login" />)}</StrictMode>)
  await act(() => data)
  fireEvent.click(screen.getByRole('button'))
  await pass(5000)
  expect(roots.size).toBe(1)
})

test.each([
  ['no services', undefined, 'requestDeviceAuthorization'],
  ['services that miss one', { ...createScriptedServices(), pollToken: undefined }, 'pollToken'],
])('%s: the error names what is missing', (_, services, missing) => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => renderHook(() => useDeviceFlow(services as unknown as DeviceFlowServices))).toThrow(
    `services.${missing}, a function`,
  )
  vi.restoreAllMocks()
})
