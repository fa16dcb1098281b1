import type { DeviceFlowServices, DeviceSession, TokenSet } from '@device-flow/machine'
import { createScriptedServices, tokenSet } from '@device-flow/testing/virtual'
import { render, screen } from '@testing-library/vue'
import { createPinia, defineStore } from 'pinia'
import { defineComponent, effectScope, h, nextTick, onBeforeMount, onMounted, reactive, ref, Suspense } from 'vue'
import { describe, expect, test } from 'vitest'
import { useDeviceFlow, useSecondsLeft } from '../src/index.ts'
import type { DeviceFlow } from '../src/index.ts'

function loginStore(services = createScriptedServices()) {
  const useLogin = defineStore('login', () => {
    const flow = useDeviceFlow(services, { clock: services.clock })
    return { ...flow, left: useSecondsLeft(flow) }
  })
  return { services, useLogin, options: { global: { plugins: [createPinia()] } } }
}

describe('a login runs, whoever creates it', () => {
  test.each([
    ['onMounted', onMounted],
    ['onBeforeMount', onBeforeMount],
  ])('a store in %s', async (_, hook) => {
    const { services, useLogin, options } = loginStore()
    const page = defineComponent(() => {
      hook(() => useLogin().start())
      return () => h('b')
    })
    render(page, options)
    await services.clock.advance(0)
    expect(useLogin().status).toBe('awaitingUser')
  })

  test('a store in a rendering', async () => {
    const { services, useLogin, options } = loginStore()
    render(
      defineComponent(() => () => h('button', { onClick: useLogin().start }, useLogin().status)),
      options,
    )
    screen.getByText('idle').click()
    await services.clock.advance(0)
    await nextTick()
    expect(screen.getByText('awaitingUser')).toBeTruthy()
  })

  test('a scope of its own in onMounted', async () => {
    const services = createScriptedServices()
    let flow: DeviceFlow | undefined
    render(
      defineComponent(() => {
        onMounted(() => {
          flow = effectScope(true).run(() => useDeviceFlow(services, { clock: services.clock }))
          flow?.start()
        })
        return () => h('b')
      }),
    )
    await services.clock.advance(0)
    expect(flow?.status.value).toBe('awaitingUser')
  })

  test('a store of a component that is never shown', async () => {
    const { services, useLogin, options } = loginStore()
    const waiting = defineComponent({
      async setup() {
        useLogin()
        await new Promise(() => {})
        return () => h('b')
      },
    })
    const { unmount } = render(
      defineComponent(
        () => () =>
          h(
            'main',
            h(Suspense, () => h(waiting)),
          ),
      ),
      options,
    )
    unmount()
    useLogin().start()
    await services.clock.advance(0)
    expect(useLogin().status).toBe('awaitingUser')
  })
})

test('the countdown of a store goes on when the component that created the store is gone', async () => {
  const { services, useLogin, options } = loginStore()
  const page = defineComponent(() => {
    useLogin()
    return () => h('b')
  })
  const { unmount } = render(page, options)
  unmount()
  const store = useLogin()
  store.start()
  await services.clock.advance(3000)
  expect([store.status, store.left]).toEqual(['awaitingUser', 897])
  store.cancel()
  store.start()
  await services.clock.advance(1000)
  expect(store.left).toBe(899)
})

/** Services as a class, with something private that a proxy can't reach. */
class PrivateServices implements DeviceFlowServices {
  readonly #services = createScriptedServices({ polls: ['granted'] })
  readonly clock = this.#services.clock
  requestDeviceAuthorization(...call: Parameters<DeviceFlowServices['requestDeviceAuthorization']>) {
    return this.#services.requestDeviceAuthorization(...call)
  }
  pollToken(...call: Parameters<DeviceFlowServices['pollToken']>) {
    return this.#services.pollToken(...call)
  }
  refreshTokens(tokens: TokenSet) {
    return this.#services.refreshTokens(tokens)
  }
  revokeTokens(tokens: TokenSet) {
    return this.#services.revokeTokens(tokens)
  }
  sleep(...call: Parameters<DeviceFlowServices['sleep']>) {
    return this.#services.sleep(...call)
  }
}

function inScope(run: () => DeviceFlow): DeviceFlow {
  return effectScope().run(run)!
}

test('services in reactive state, and a session in a ref, work as they are', async () => {
  const services = new PrivateServices()
  const { clock } = services
  const state = reactive({ services })
  const flow = inScope(() => useDeviceFlow(state.services as DeviceFlowServices, { clock }))
  flow.start()
  await clock.advance(5000)
  expect(flow.status.value).toBe('authorized')

  const session = ref<DeviceSession>({ version: 1, type: 'signedIn', tokens: tokenSet(), refreshInFlight: false })
  const restored = inScope(() => useDeviceFlow(services, { clock, session: session.value as DeviceSession }))
  expect(await restored.getAccessToken()).toBe('access-token-1')
})
