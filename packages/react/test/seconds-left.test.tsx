import { act, fireEvent, render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import type { ReactElement } from 'react'
import { expect, test } from 'vitest'
import { useDeviceFlow, useSecondsLeft } from '../src/index.ts'
import type { DeviceFlow } from '../src/index.ts'
import { scripted } from './support.tsx'

const renders = { root: 0, login: 0 }

function Seconds({ flow }: { flow: DeviceFlow }): ReactElement {
  return <time>{useSecondsLeft(flow)}</time>
}

function Login({ services }: { services: ReturnType<typeof scripted>['services'] }): ReactElement {
  renders.login++
  const flow = useDeviceFlow(services, { clock: services.clock })
  return (
    <>
      <button onClick={flow.start}>{flow.status}</button>
      <Seconds flow={flow} />
    </>
  )
}

function Root({ services }: { services: ReturnType<typeof scripted>['services'] }): ReactElement {
  renders.root++
  return <Login services={services} />
}

async function started(script: Parameters<typeof scripted>[0] = {}): Promise<ReturnType<typeof scripted>> {
  const login = scripted(script)
  Object.assign(renders, { root: 0, login: 0 })
  render(<Root services={login.services} />)
  expect(screen.getByRole('time').textContent).toBe('0')
  fireEvent.click(screen.getByRole('button'))
  await login.pass(0)
  return login
}

test('the countdown ticks alone: the page changes once a second, and nothing above renders (I5)', async () => {
  const { pass } = await started()
  expect(screen.getByRole('time').textContent).toBe('900')
  expect(renders).toEqual({ root: 1, login: 3 })

  const changes: string[] = []
  const observer = new MutationObserver((records) =>
    changes.push(...records.map(({ target }) => target.textContent ?? '')),
  )
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  for (let tenth = 0; tenth < 600; tenth++) await pass(100)
  observer.disconnect()

  expect(changes).toHaveLength(60)
  expect(new Set(changes).size).toBe(60)
  expect(screen.getByRole('time').textContent).toBe('840')
  expect(renders).toEqual({ root: 1, login: 3 })
})

test('the countdown stops at 0, and there without a timer (I5)', async () => {
  const { services, pass } = await started({ authorizations: [{ ok: { expiresInMs: 3000 } }] })
  await pass(2999)
  expect(screen.getByRole('time').textContent).toBe('1')
  await pass(1)
  expect(screen.getByRole('time').textContent).toBe('0')
  await pass(10_000)
  expect(screen.getByRole('time').textContent).toBe('0')
  expect(services.clock.pendingTimers).toBe(0)
})

test('the countdown of a new code starts anew, and a cancelled one leaves no timer', async () => {
  const { services, pass } = scripted({ polls: ['denied'] })
  let flow: DeviceFlow | undefined
  function Both(): ReactElement {
    flow = useDeviceFlow(services, { clock: services.clock })
    return <Seconds flow={flow} />
  }
  render(<Both />, { wrapper: StrictMode })
  act(() => flow?.start())
  await pass(5000)
  expect(screen.getByRole('time').textContent).toBe('0')
  act(() => flow?.retry())
  await pass(1000)
  expect(screen.getByRole('time').textContent).toBe('899')
  act(() => flow?.cancel())
  await pass(0)
  expect(services.clock.pendingTimers).toBe(0)
})

test('a countdown without a clock of its own is on the platform’s', () => {
  const flow = { status: 'awaitingUser', expiresAt: Date.now() + 60_000 }
  function Clock(): ReactElement {
    return <time>{useSecondsLeft(flow)}</time>
  }
  render(<Clock />)
  expect(screen.getByRole('time').textContent).toMatch(/^(?:60|59)$/)
})
