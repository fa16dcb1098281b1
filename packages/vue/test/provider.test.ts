import { createScriptedServices } from '@device-flow/testing/virtual'
import { render, screen } from '@testing-library/vue'
import { defineComponent, h, nextTick, type ShallowUnwrapRef } from 'vue'
import { expect, test, vi } from 'vitest'
import { DeviceFlowProvider, useDeviceFlowContext } from '../src/index.ts'
import type { DeviceFlow } from '../src/index.ts'

const reader = defineComponent(() => {
  const { status, start } = useDeviceFlowContext()
  return () => h('button', { onClick: start }, status.value)
})

test('components below a provider, and its slot, share one login (I7)', async () => {
  const services = createScriptedServices({ polls: ['granted'] })
  const { unmount } = render(() =>
    h(
      DeviceFlowProvider,
      { services, options: { clock: services.clock } },
      { default: ({ userCode }: ShallowUnwrapRef<DeviceFlow>) => [h(reader), h(reader), h('b', userCode)] },
    ),
  )
  const [one] = screen.getAllByText('idle')
  one?.click()
  await services.clock.advance(0)
  await nextTick()
  expect(screen.getAllByText('awaitingUser')).toHaveLength(2)
  expect(screen.getByText('WDJB-MJHT')).toBeTruthy()
  await services.clock.advance(5000)
  await nextTick()
  expect(screen.getAllByText('authorized')).toHaveLength(2)
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
  unmount()
  await services.clock.advance(0)
  expect(services.clock.pendingTimers).toBe(0)
})

test('without a provider the error says which one is missing', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  expect(() => render(reader)).toThrow('<DeviceFlowProvider :services="…">')
  vi.restoreAllMocks()
})
