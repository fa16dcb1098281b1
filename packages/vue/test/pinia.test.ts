import { createScriptedServices } from '@device-flow/testing/virtual'
import { render, screen } from '@testing-library/vue'
import { createPinia, defineStore } from 'pinia'
import { defineComponent, h, nextTick } from 'vue'
import { expect, test } from 'vitest'
import { useDeviceFlow, useSecondsLeft } from '../src/index.ts'

function storeOf(services: ReturnType<typeof createScriptedServices>) {
  return defineStore('login', () => useDeviceFlow(services, { clock: services.clock }))
}

test('a login lives in a Pinia store, which has no state of it to send along from a server', async () => {
  const services = createScriptedServices({ polls: ['pending', 'granted'] })
  const { clock } = services
  const store = storeOf(services)(createPinia())
  store.start()
  await clock.advance(5000)
  expect(store.userCode).toBe('WDJB-MJHT')
  await clock.advance(5000)
  expect(await store.getAccessToken()).toBe('access-token-1')
  expect(store.claims?.sub).toBe('person-1')
  expect(store.$state).toEqual({})
  expect(store.actor.getSnapshot().context.tokens?.accessToken.reveal()).toBe('access-token-1')
  store.$dispose()
  await clock.advance(0)
  expect(clock.pendingTimers).toBe(0)
})

test('components share the login of a store, and it outlives them (I7)', async () => {
  const services = createScriptedServices({ polls: ['granted'] })
  const useLogin = storeOf(services)
  const pinia = createPinia()
  const page = defineComponent(() => {
    const store = useLogin()
    const seconds = useSecondsLeft(store)
    return () => h('b', `${store.status} ${seconds.value}`)
  })
  const options = { global: { plugins: [pinia] } }
  render(page, options)
  const { unmount } = render(page, options)
  useLogin(pinia).start()
  await services.clock.advance(1000)
  await nextTick()
  expect(screen.getAllByText('awaitingUser 899')).toHaveLength(2)
  unmount()
  await services.clock.advance(4000)
  await nextTick()
  expect(screen.getByText('authorized 0')).toBeTruthy()
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
})
