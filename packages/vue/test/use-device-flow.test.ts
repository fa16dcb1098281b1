import { createDeviceFlowMachine, type DeviceFlowServices } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing/virtual'
import { fireEvent, render, screen } from '@testing-library/vue'
import { defineComponent, effectScope, h, KeepAlive, nextTick, ref, Suspense } from 'vue'
import { describe, expect, test, vi } from 'vitest'
import { useDeviceFlow } from '../src/index.ts'
import type { DeviceFlow, DeviceFlowOptions } from '../src/index.ts'

function inScope(services: ReturnType<typeof createScriptedServices>, options: DeviceFlowOptions = {}) {
  const scope = effectScope()
  const flow = scope.run(() => useDeviceFlow(services, { clock: services.clock, ...options }))!
  return { scope, flow, clock: services.clock }
}

test('a whole login with 12 pending polls renders the component that shows the code three times (I5)', async () => {
  const services = createScriptedServices()
  let renders = 0
  render(
    defineComponent(() => {
      const { status, userCode, start } = useDeviceFlow(services, { clock: services.clock })
      return () => {
        renders++
        return status.value === 'awaitingUser' ? h('b', userCode.value) : h('button', { onClick: start }, 'Sign in')
      }
    }),
  )
  await fireEvent.click(screen.getByRole('button'))
  await services.clock.advance(60_000)
  await nextTick()
  expect(screen.getByText('WDJB-MJHT')).toBeTruthy()
  expect(services.calls('pollToken')).toHaveLength(12)
  expect(renders).toBeLessThanOrEqual(3)
})

test('each member of the view is a ref of its own, and undefined where it makes no sense', async () => {
  const services = createScriptedServices({ polls: ['granted'] })
  const { flow, clock } = inScope(services)
  expect(flow.userCode.value).toBeUndefined()
  flow.start()
  await clock.advance(0)
  expect(flow.userCode.value).toBe('WDJB-MJHT')
  expect(flow.view.value).toMatchObject({ status: 'awaitingUser', userCode: 'WDJB-MJHT' })
  await clock.advance(5000)
  expect(flow.userCode.value).toBeUndefined()
  expect(flow.claims.value?.sub).toBe('person-1')
  expect(flow.error.value).toBeUndefined()
})

describe('disposal', () => {
  test('of the scope stops the actor (I6)', async () => {
    const { scope, flow, clock } = inScope(createScriptedServices())
    flow.start()
    await clock.advance(0)
    scope.stop()
    await clock.advance(0)
    expect(flow.actor.getSnapshot().status).toBe('stopped')
    expect(clock.pendingTimers).toBe(0)
  })

  test('leaves no listener on the page, fifty times over', async () => {
    const added = [vi.spyOn(globalThis, 'addEventListener'), vi.spyOn(document, 'addEventListener')]
    const removed = [vi.spyOn(globalThis, 'removeEventListener'), vi.spyOn(document, 'removeEventListener')]
    const services = createScriptedServices()
    for (let time = 0; time < 50; time++) {
      const { scope, flow, clock } = inScope(services)
      flow.start()
      await clock.advance(0)
      scope.stop()
      await clock.advance(0)
    }
    const count = (spies: typeof added): number => spies.flatMap(({ mock }) => mock.calls).length
    expect(count(added)).toBe(200)
    expect(count(removed)).toBe(200)
    expect(services.clock.pendingTimers).toBe(0)
    vi.restoreAllMocks()
  })

  test('of a component that still waits in <Suspense> calls its login off', async () => {
    const services = createScriptedServices()
    const waiting = defineComponent({
      async setup() {
        useDeviceFlow(services, { clock: services.clock }).start()
        await new Promise(() => {})
        return () => h('b')
      },
    })
    const { unmount } = render(() =>
      h(
        'main',
        h(Suspense, () => h(waiting)),
      ),
    )
    await services.clock.advance(5000)
    expect(services.calls('pollToken')).toHaveLength(1)
    unmount()
    await services.clock.advance(60_000)
    expect(services.calls('pollToken')).toHaveLength(1)
    expect(services.clock.pendingTimers).toBe(0)
  })
})

test('a component that <KeepAlive> puts aside keeps its login', async () => {
  const services = createScriptedServices({ polls: ['granted'] })
  const shown = ref(true)
  let flow: DeviceFlow | undefined
  const login = defineComponent(() => {
    flow = useDeviceFlow(services, { clock: services.clock })
    return () => h('b', flow?.status.value)
  })
  render(() => h(KeepAlive, () => (shown.value ? h(login) : undefined)))
  flow?.start()
  shown.value = false
  await nextTick()
  await services.clock.advance(5000)
  shown.value = true
  await nextTick()
  expect(screen.getByText('authorized')).toBeTruthy()
})

test('a detached login goes on without its scope, and the next one shows it (I1)', async () => {
  const services = createScriptedServices({ polls: ['pending', 'granted'] })
  const first = inScope(services, { onUnmount: 'detach' })
  first.flow.start()
  first.scope.stop()
  await services.clock.advance(10_000)
  const second = inScope(services, { onUnmount: 'detach' })
  expect(second.flow.status.value).toBe('authorized')
  expect(second.flow.actor).toBe(first.flow.actor)
})

test('a detached login that went on while its component waited in <Suspense> is shown as it is', async () => {
  const services = createScriptedServices({ polls: ['granted'] })
  const { flow } = inScope(services, { onUnmount: 'detach' })
  flow.start()
  let ready: (() => void) | undefined
  const waiting = defineComponent({
    async setup() {
      const { status } = useDeviceFlow(services, { clock: services.clock, onUnmount: 'detach' })
      await new Promise<void>((resolve) => (ready = resolve))
      return () => h('b', status.value)
    },
  })
  render(() =>
    h(
      'main',
      h(Suspense, () => h(waiting)),
    ),
  )
  await services.clock.advance(5000)
  ready?.()
  await vi.waitFor(() => expect(screen.getByText('authorized')).toBeTruthy())
})

test('a machine can be given in place of services', async () => {
  const services = createScriptedServices()
  const scope = effectScope()
  const flow = scope.run(() => useDeviceFlow(createDeviceFlowMachine(services), { clock: services.clock }))
  flow?.start()
  await services.clock.advance(0)
  expect(flow?.status.value).toBe('awaitingUser')
  scope.stop()
})

test('a machine of one’s own that breaks says so', () => {
  vi.useFakeTimers()
  const services = createScriptedServices()
  const machine = createDeviceFlowMachine(services).provide({
    actions: {
      beginAttempt: () => {
        throw new Error('broken on purpose')
      },
    },
  })
  const { start } = effectScope().run(() => useDeviceFlow(machine, { clock: services.clock }))!
  start()
  expect(() => vi.runAllTimers()).toThrow('broken on purpose')
  vi.useRealTimers()
})

test('an inspector sees the login, and no secret', async () => {
  const seen: string[] = []
  const services = createScriptedServices({ polls: ['granted'] })
  const { flow, clock } = inScope(services, { inspect: (event) => seen.push(JSON.stringify(event)) })
  flow.start()
  await clock.advance(5000)
  expect(seen.join()).toContain('WDJB-MJHT')
  expect(seen.join()).not.toMatch(/(?:device-code|access-token|refresh-token)-1/)
})

test('without a service the error names it', () => {
  const services = { ...createScriptedServices(), pollToken: undefined } as unknown as DeviceFlowServices
  expect(() => effectScope().run(() => useDeviceFlow(services))).toThrow('services.pollToken, a function')
})
