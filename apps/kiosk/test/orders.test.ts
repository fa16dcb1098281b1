import { createDeviceFlowMachine } from '@device-flow/machine'
import { createAuthorizedFetch } from '@device-flow/session'
import { createScriptedServices, tokenSet, virtualEpoch, type RefreshStep } from '@device-flow/testing/virtual'
import { expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { createActor } from 'xstate'
import { useOrders } from '../src/orders.ts'
import { client, stubApi, teapot } from './kiosk.ts'

const HOUR_MS = 3_600_000

/** The orders of somebody who has signed in, as one visit shows them. */
function visitOf(refreshes: readonly RefreshStep[] = [], receivedAt: number = virtualEpoch) {
  const services = createScriptedServices({ refreshes, client })
  const tokens = tokenSet({ receivedAt })
  const session = { version: 1, type: 'signedIn', tokens, refreshInFlight: false, client } as const
  const actor = createActor(createDeviceFlowMachine(services), { input: { session } }).start()
  const { clock } = services
  const authorizedFetch = createAuthorizedFetch(actor, { clock })
  const visit: EffectScope = effectScope()
  const orders = visit.run(() => useOrders('https://api.example', authorizedFetch, clock))!
  return { visit, orders, services }
}

/** When all that was waiting for an answer has had it. */
function laterOn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test('an answer that comes after the end is not kept, even where the request could not be called off', async () => {
  const waiting: ((answer: Response) => void)[] = []
  stubApi(() => new Promise((resolve) => waiting.push(resolve)))
  const { visit, orders } = visitOf()
  await expect.poll(() => waiting).toHaveLength(1)
  visit.stop()
  waiting[0]?.(teapot())
  await laterOn()
  expect(orders.state.value).toEqual({ status: 'loading' })
})

test('a token that comes after the end is not used', async () => {
  const api = stubApi()
  const { visit, services } = visitOf([{ after: 1000, do: 'refreshed' }], virtualEpoch - HOUR_MS)
  await services.clock.advance(0)
  visit.stop()
  await services.clock.advance(1000)
  await laterOn()
  expect(services.calls('refreshTokens')).toHaveLength(1)
  expect(api).not.toHaveBeenCalled()
})

test('orders that were there are forgotten at the end', async () => {
  stubApi()
  const { visit, orders } = visitOf()
  await expect.poll(() => orders.state.value.status).toBe('loaded')
  visit.stop()
  expect(orders.state.value).toEqual({ status: 'loading' })
})

test('a token that was revoked before its time is renewed once, and the orders come with the new one', async () => {
  const answers = [new Response('', { status: 401 }), teapot()]
  const api = vi.fn<(init: RequestInit) => Promise<Response>>(async () => answers.shift()!)
  stubApi(api)
  const { orders, services } = visitOf()
  await expect.poll(() => orders.state.value.status).toBe('loaded')
  expect(services.calls('refreshTokens')).toHaveLength(1)
  const sent = api.mock.calls.map(([{ headers }]) => new Headers(headers).get('authorization'))
  expect(sent).toEqual(['Bearer access-token-1', 'Bearer access-token-1'])
})

test('an API that takes no token at all is asked twice, and the orders are missing', async () => {
  const api = stubApi(async () => new Response('', { status: 401 }))
  const { orders } = visitOf()
  await expect.poll(() => orders.state.value.status).toBe('failed')
  expect(api).toHaveBeenCalledTimes(2)
})
