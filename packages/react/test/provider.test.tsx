import { act, fireEvent, render, renderHook, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { expect, test, vi } from 'vitest'
import { DeviceFlowProvider, useDeviceFlowContext } from '../src/index.ts'
import { scripted } from './support.tsx'

test('components below a provider share one login, and the root renders no more than with a static page (I7)', async () => {
  const { services, pass } = scripted({ polls: [...Array.from({ length: 12 }, () => 'pending' as const), 'granted'] })
  const renders = { root: 0, code: 0, button: 0, page: 0 }

  function Page(): ReactElement {
    renders.page++
    return <i>static</i>
  }
  function Code(): ReactElement {
    renders.code++
    const flow = useDeviceFlowContext()
    return <b>{flow.status === 'awaitingUser' ? flow.userCode : flow.status}</b>
  }
  function Button(): ReactElement {
    renders.button++
    return <button onClick={useDeviceFlowContext().start}>Sign in</button>
  }
  function Root(): ReactElement {
    renders.root++
    return (
      <DeviceFlowProvider services={services} options={{ clock: services.clock }}>
        <Page />
        <Code />
        <Button />
      </DeviceFlowProvider>
    )
  }
  render(<Root />)
  fireEvent.click(screen.getByRole('button'))
  await pass(60_000)
  expect(screen.getByText('WDJB-MJHT')).toBeTruthy()
  expect(renders).toEqual({ root: 1, page: 1, code: 3, button: 3 })
  await pass(5000)
  expect(screen.getByText('authorized')).toBeTruthy()
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
  expect(renders).toEqual({ root: 1, page: 1, code: 4, button: 4 })
})

test('a component that leaves the provider takes nothing from the others', async () => {
  const { services, pass } = scripted({ polls: ['granted'] })
  let flow: ReturnType<typeof useDeviceFlowContext> | undefined
  function Reader(): null {
    flow = useDeviceFlowContext()
    return null
  }
  const tree = (both: boolean): ReactElement => (
    <DeviceFlowProvider services={services} options={{ clock: services.clock }}>
      <Reader />
      {both && <Reader />}
    </DeviceFlowProvider>
  )
  const { rerender } = render(tree(true))
  act(() => flow?.start())
  await pass(0)
  rerender(tree(false))
  await pass(5000)
  expect(flow?.status).toBe('authorized')
})

test('without a provider the error says which one is missing', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => renderHook(() => useDeviceFlowContext())).toThrow('<DeviceFlowProvider services={…}>')
  vi.restoreAllMocks()
})
