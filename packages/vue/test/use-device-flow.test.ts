import { createScriptedServices } from '@device-flow/testing'
import { createPinia, defineStore } from 'pinia'
import { effectScope } from 'vue'
import { expect, test } from 'vitest'
import { useDeviceFlow, useSecondsLeft } from '../src/index.ts'

test('signs in and is gone with its effect scope (I6)', async () => {
  const services = createScriptedServices({ polls: ['pending', 'granted'] })
  const { clock } = services
  const scope = effectScope()
  const [flow, seconds] = scope.run(() => {
    const login = useDeviceFlow(services, { clock })
    return [login, useSecondsLeft(login)] as const
  })!
  expect(flow.status.value).toBe('idle')
  flow.start()
  await clock.advance(1500)
  expect(flow.status.value).toBe('awaitingUser')
  expect(flow.userCode.value).toBe('WDJB-MJHT')
  expect(seconds.value).toBe(899)
  await clock.advance(8500)
  expect(flow.status.value).toBe('authorized')
  expect(seconds.value).toBe(0)
  scope.stop()
  await clock.advance(0)
  expect(clock.pendingTimers).toBe(0)
})

test('lives in a Pinia store, which keeps nothing of it in its state', async () => {
  const services = createScriptedServices({ polls: ['pending', 'granted'] })
  const { clock } = services
  const useLogin = defineStore('login', () => useDeviceFlow(services, { clock }))
  const store = useLogin(createPinia())
  store.start()
  await clock.advance(5000)
  expect(store.userCode).toBe('WDJB-MJHT')
  await clock.advance(5000)
  expect(await store.getAccessToken()).toBe('access-token-1')
  expect(store.$state).toEqual({})
  store.$dispose()
  await clock.advance(0)
  expect(clock.pendingTimers).toBe(0)
})
