import { expect, test } from 'vitest'
import { readOrders } from '../src/orders.ts'

const order = { id: 'A-7', item: 'Teapot', quantity: 1, status: 'ready' }

test('a list of orders is read, and an empty one too', () => {
  expect(readOrders({ orders: [order] })).toEqual([order])
  expect(readOrders({ orders: [] })).toEqual([])
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['no list', { orders: 'A-7' }],
  ['an order that is none', { orders: [order, null] }],
  ['an order without a number', { orders: [{ ...order, id: undefined }] }],
  ['an order with a quantity in words', { orders: [{ ...order, quantity: 'one' }] }],
])('a response with %s is none', (_what, response) => {
  expect(readOrders(response)).toBeUndefined()
})
