import { act, fireEvent, render, renderHook, screen } from '@testing-library/react'
import { StrictMode, useEffect } from 'react'
import type { ReactElement } from 'react'
import { expect, test } from 'vitest'
import { useDeviceFlow } from '../src/index.ts'
import { scripted } from './support.tsx'

test('a detached login goes on without its component, and the next component shows it (I1)', async () => {
  const { services, pass } = scripted({ polls: ['pending', 'granted'] })
  const options = { clock: services.clock, onUnmount: 'detach' } as const
  const first = renderHook(() => useDeviceFlow(services, options), { wrapper: StrictMode })
  act(() => first.result.current.start())
  await pass(0)
  first.unmount()
  await pass(10_000)
  const second = renderHook(() => useDeviceFlow(services, options), { wrapper: StrictMode })
  expect(second.result.current.status).toBe('authorized')
  expect(second.result.current.actor).toBe(first.result.current.actor)
})

test('components that are mounted together share a detached login of the same services', async () => {
  const { services, pass } = scripted()
  const options = { clock: services.clock, onUnmount: 'detach' } as const
  function Login(): ReactElement {
    const flow = useDeviceFlow(services, options)
    return flow.status === 'awaitingUser' ? <b>{flow.userCode}</b> : <button onClick={flow.start}>Sign in</button>
  }
  render([<Login key="one" />, <Login key="two" />] as unknown as ReactElement)
  fireEvent.click(screen.getAllByRole('button')[0]!)
  await pass(0)
  expect(screen.getAllByText('WDJB-MJHT')).toHaveLength(2)
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
})

test('a detached login that the second of them starts as it is mounted starts', async () => {
  const { services, pass } = scripted()
  function Login({ starts }: { starts: boolean }): ReactElement {
    const { status, start } = useDeviceFlow(services, { clock: services.clock, onUnmount: 'detach' })
    useEffect(() => (starts ? start() : undefined), [starts, start])
    return <b>{status}</b>
  }
  const both = [<Login key="one" starts={false} />, <Login key="two" starts />] as unknown as ReactElement
  const { container } = render(both)
  await pass(0)
  expect([...container.children].map(({ textContent }) => textContent)).toEqual(['awaitingUser', 'awaitingUser'])
})
