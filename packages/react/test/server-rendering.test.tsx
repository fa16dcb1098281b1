import { deviceAuthorization } from '@device-flow/testing/virtual'
import { act } from '@testing-library/react'
import { lazy, Suspense, useEffect } from 'react'
import type { ReactElement } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { DeviceFlowProvider, useDeviceFlow, useDeviceFlowContext, useSecondsLeft } from '../src/index.ts'
import type { DeviceFlowOptions } from '../src/index.ts'
import { scripted } from './support.tsx'

function Login({
  services,
  options,
}: {
  services: ReturnType<typeof scripted>['services']
  options?: DeviceFlowOptions
}) {
  const flow = useDeviceFlow(services, { clock: services.clock, ...options })
  return (
    <p>
      {flow.status} {useSecondsLeft(flow)}
    </p>
  )
}

function Shared(): ReactElement {
  return <p>{useDeviceFlowContext().status}</p>
}

function Starter(): null {
  const { start } = useDeviceFlowContext()
  useEffect(() => start(), [start])
  return null
}

test('on a server it renders idle, and starts no timer, no listener and no request (I3)', async () => {
  const { services, pass } = scripted()
  const listen = vi.spyOn(globalThis, 'addEventListener')
  expect(renderToString(<Login services={services} />)).toContain('idle')
  const tree = (
    <DeviceFlowProvider services={services} options={{ clock: services.clock }}>
      <Shared />
    </DeviceFlowProvider>
  )
  expect(renderToString(tree)).toContain('idle')
  await pass(3_600_000)
  expect(services.clock.pendingTimers).toBe(0)
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(0)
  expect(listen).not.toHaveBeenCalledWith('online', expect.anything())
  vi.restoreAllMocks()
})

test('a page from a server is taken over as it is, and then counts down from the right second (I3)', async () => {
  const { services, pass } = scripted()
  const authorization = deviceAuthorization()
  const session = {
    version: 1,
    type: 'pending',
    authorization,
    intervalMs: 5000,
    lastReplyAt: authorization.receivedAt,
  } as const
  const container = document.body.appendChild(document.createElement('main'))
  container.innerHTML = renderToString(<Login services={services} options={{ session }} />)
  expect(container.textContent).toBe('awaitingUser 900')

  const complaints: unknown[] = []
  services.clock.jumpWall(4000)
  await act(async () => {
    const page = <Login services={services} options={{ session }} />
    hydrateRoot(container, page, { onRecoverableError: (complaint) => complaints.push(complaint) })
  })
  expect(complaints).toEqual([])
  expect(container.textContent).toBe('awaitingUser 896')
  await pass(1000)
  expect(container.textContent).toBe('awaitingUser 895')
})

test('a part that is hydrated late first shows what the server rendered, though the login has gone on meanwhile (I3)', async () => {
  const { services, pass } = scripted()
  const page = (Late: () => ReactElement): ReactElement => (
    <DeviceFlowProvider services={services} options={{ clock: services.clock }}>
      <Starter />
      <Suspense fallback="…">
        <Late />
      </Suspense>
    </DeviceFlowProvider>
  )
  const container = document.body.appendChild(document.createElement('main'))
  container.innerHTML = renderToString(page(Shared))

  const complaints: unknown[] = []
  let arrive: ((module: { default: () => ReactElement }) => void) | undefined
  const Late = lazy(() => new Promise<{ default: () => ReactElement }>((resolve) => (arrive = resolve)))
  await act(async () => {
    hydrateRoot(
      container,
      page(() => <Late />),
      { onRecoverableError: (complaint) => complaints.push(complaint) },
    )
  })
  await pass(0)
  await act(async () => arrive?.({ default: Shared }))
  expect(complaints).toEqual([])
  expect(container.textContent).toBe('awaitingUser')
})
