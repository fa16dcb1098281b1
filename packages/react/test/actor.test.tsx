import { createDeviceFlowMachine } from '@device-flow/machine'
import { act, renderHook } from '@testing-library/react'
import { useActorRef, useSelector } from '@xstate/react'
import { StrictMode, useEffect } from 'react'
import { expect, test, vi } from 'vitest'
import { useDeviceFlow } from '../src/index.ts'
import { scripted } from './support.tsx'

test('the actor is XState’s own: useSelector of @xstate/react reads what the view does not tell', async () => {
  const { services, pass } = scripted({ polls: ['slowDown'] })
  const { result } = renderHook(() => {
    const { actor, start } = useDeviceFlow(services, { clock: services.clock })
    return { start, intervalMs: useSelector(actor, ({ context }) => context.cadence?.intervalMs) }
  })
  act(() => result.current.start())
  await pass(0)
  expect(result.current.intervalMs).toBe(5000)
  await pass(5000)
  expect(result.current.intervalMs).toBe(10_000)
})

test('useActorRef of @xstate/react could not keep a login: in StrictMode, one that an effect starts would ask for two codes (I1)', async () => {
  const { services, pass } = scripted({ authorizations: [{ after: 1000, do: 'ok' }] })
  const machine = createDeviceFlowMachine(services)
  renderHook(
    () => {
      const actor = useActorRef(machine)
      useEffect(() => actor.send({ type: 'start' }), [actor])
    },
    { wrapper: StrictMode },
  )
  await pass(1000)
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(2)
})

test('a machine of one’s own that breaks is no frozen screen: its error is thrown where the flow is read', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const { services } = scripted()
  const machine = createDeviceFlowMachine(services).provide({
    actions: {
      beginAttempt: () => {
        throw new Error('broken on purpose')
      },
    },
  })
  const { result } = renderHook(() => useDeviceFlow(machine, { clock: services.clock }))
  expect(() => act(() => result.current.start())).toThrow('broken on purpose')
  vi.restoreAllMocks()
})
