// @vitest-environment node
import { createScriptedServices, deviceAuthorization } from '@device-flow/testing/virtual'
import { createPinia, defineStore } from 'pinia'
import { createSSRApp, defineComponent, h } from 'vue'
import type { Component } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { expect, test } from 'vitest'
import { useDeviceFlow, useSecondsLeft } from '../src/index.ts'
import type { DeviceFlowOptions } from '../src/index.ts'

function login(services: ReturnType<typeof createScriptedServices>, options?: DeviceFlowOptions): Component {
  return defineComponent(() => {
    const flow = useDeviceFlow(services, { clock: services.clock, ...options })
    const left = useSecondsLeft(flow)
    flow.hint()
    return () => h('p', `${flow.status.value} ${left.value}`)
  })
}

test('on a server it renders idle, and starts no timer and no request (I3)', async () => {
  const services = createScriptedServices()
  expect(await renderToString(createSSRApp(login(services)))).toBe('<p>idle 0</p>')
  await services.clock.advance(3_600_000)
  expect(services.clock.pendingTimers).toBe(0)
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(0)
})

test('on a server a pending login is rendered with its full time, and not polled for (I3)', async () => {
  const services = createScriptedServices()
  const authorization = deviceAuthorization()
  const session = {
    version: 1,
    type: 'pending',
    authorization,
    intervalMs: 5000,
    lastReplyAt: authorization.receivedAt,
  } as const
  services.clock.jumpWall(10_000)
  expect(await renderToString(createSSRApp(login(services, { session })))).toBe('<p>awaitingUser 900</p>')
  await services.clock.advance(60_000)
  expect(services.calls('pollToken')).toHaveLength(0)
  expect(services.clock.pendingTimers).toBe(0)
})

test('on a server the login of a store does not start either (I3)', async () => {
  const services = createScriptedServices()
  const useLogin = defineStore('login', () => useDeviceFlow(services, { clock: services.clock }))
  const page = defineComponent(() => {
    const store = useLogin()
    store.start()
    return () => h('p', store.status)
  })
  const pinia = createPinia()
  expect(await renderToString(createSSRApp(page).use(pinia))).toBe('<p>idle</p>')
  await services.clock.advance(60_000)
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(0)
  expect(pinia.state.value).toEqual({ login: {} })
})
