import { useSelector } from '@xstate/react'
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
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
