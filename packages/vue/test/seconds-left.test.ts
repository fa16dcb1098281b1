import { createScriptedServices } from '@device-flow/testing/virtual'
import { render } from '@testing-library/vue'
import { defineComponent, effectScope, h, nextTick } from 'vue'
import { expect, test } from 'vitest'
import { useDeviceFlow, useSecondsLeft } from '../src/index.ts'
import type { DeviceFlow } from '../src/index.ts'

function text(): string | null | undefined {
  return document.querySelector('time')?.textContent
}

test('the countdown ticks alone: the page changes once a second, and nothing above renders (I5)', async () => {
  const services = createScriptedServices()
  let renders = 0
  let flow: DeviceFlow | undefined
  const seconds = defineComponent(() => {
    const left = useSecondsLeft(flow!)
    return () => h('time', left.value)
  })
  render(
    defineComponent(() => {
      flow = useDeviceFlow(services, { clock: services.clock })
      return () => {
        renders++
        return [h('b', flow?.status.value), h(seconds)]
      }
    }),
  )
  expect(text()).toBe('0')
  flow?.start()
  await services.clock.advance(0)
  await nextTick()
  expect(text()).toBe('900')
  const rendersBefore = renders

  const changes: string[] = []
  const observer = new MutationObserver((records) =>
    changes.push(...records.map(({ target }) => target.textContent ?? '')),
  )
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  for (let tenth = 0; tenth < 600; tenth++) {
    await services.clock.advance(100)
    await nextTick()
  }
  observer.disconnect()
  expect(changes).toHaveLength(60)
  expect(text()).toBe('840')
  expect(renders).toBe(rendersBefore)
})

test('the countdown stops at 0, starts anew with a new code, and leaves no timer (I5)', async () => {
  const services = createScriptedServices({ authorizations: [{ ok: { expiresInMs: 3000 } }] })
  const { clock } = services
  const scope = effectScope()
  const { flow, left } = scope.run(() => {
    const login = useDeviceFlow(services, { clock })
    return { flow: login, left: useSecondsLeft(login) }
  })!
  flow.start()
  await clock.advance(2999)
  expect(left.value).toBe(1)
  await clock.advance(1)
  expect(left.value).toBe(0)
  await clock.advance(10_000)
  expect(left.value).toBe(0)
  flow.retry()
  await clock.advance(1000)
  expect(left.value).toBe(899)
  flow.cancel()
  expect(clock.pendingTimers).toBe(0)
  flow.start()
  await clock.advance(1000)
  scope.stop()
  await clock.advance(0)
  expect(clock.pendingTimers).toBe(0)
})

test('a countdown without a clock of its own is on the platform’s', () => {
  const scope = effectScope()
  const left = scope.run(() => useSecondsLeft({ expiresAt: Date.now() + 60_000 }))
  expect(left?.value).toBeGreaterThanOrEqual(59)
  scope.stop()
})
