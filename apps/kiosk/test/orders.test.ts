import { createVirtualClock } from '@device-flow/testing/virtual'
import { expect, test } from 'vitest'
import { effectScope } from 'vue'
import { useOrders } from '../src/orders.ts'
import { stubApi, teapot } from './kiosk.ts'

/** When all that was waiting for an answer has had it. */
function laterOn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test('an answer that comes after the end is not kept, even where the request could not be called off', async () => {
  const waiting: ((answer: Response) => void)[] = []
  stubApi(() => new Promise((resolve) => waiting.push(resolve)))
  const visit = effectScope()
  const orders = visit.run(() => useOrders('https://api.example', async () => 'token', createVirtualClock()))!
  await expect.poll(() => waiting).toHaveLength(1)
  visit.stop()
  waiting[0]?.(teapot())
  await laterOn()
  expect(orders.state.value).toEqual({ status: 'loading' })
})

test('a token that comes after the end is not used', async () => {
  const api = stubApi()
  const visit = effectScope()
  visit.run(() => useOrders('https://api.example', async () => 'token', createVirtualClock()))
  visit.stop()
  await laterOn()
  expect(api).not.toHaveBeenCalled()
})

test('orders that were there are forgotten at the end', async () => {
  stubApi()
  const visit = effectScope()
  const orders = visit.run(() => useOrders('https://api.example', async () => 'token', createVirtualClock()))!
  await expect.poll(() => orders.state.value.status).toBe('loaded')
  visit.stop()
  expect(orders.state.value).toEqual({ status: 'loading' })
})
