import { expect, test, vi } from 'vitest'
import { ADA, page, renderCounter, signIn, stubApi, tap, teapot, title, WELCOME } from './kiosk.ts'

test('orders that come after their person has left are dropped, and their request is called off', async () => {
  const waiting: ((answer: Response) => void)[] = []
  const api = stubApi(() => new Promise((resolve) => waiting.push(resolve)))
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  await tap('Finish and sign out')
  expect(vi.mocked(api).mock.calls[0]?.[0].signal?.aborted).toBe(true)
  waiting[0]?.(teapot())
  await services.clock.advance(8000)
  expect(title()).toBe(WELCOME)
  expect(page()).not.toContain('Teapot')
})

test('a fetch of the orders that failed can be tried again', async () => {
  let tries = 0
  stubApi(async () => (tries++ === 0 ? new Response('', { status: 503 }) : teapot()))
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  await tap('Fetch my orders again')
  await services.clock.advance(0)
  expect(page()).toContain('1 × Teapot')
})

test('orders that do not come within ten seconds are given up, and can be asked for again', async () => {
  const api = stubApi(() => new Promise(() => {}))
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  await services.clock.advance(9_999)
  expect(page()).toContain('Fetching your orders')
  await services.clock.advance(1)
  expect(page()).toContain('Your orders cannot be fetched just now')
  expect(vi.mocked(api).mock.calls[0]?.[0].signal?.aborted).toBe(true)
  stubApi()
  await tap('Fetch my orders again')
  await services.clock.advance(0)
  expect(page()).toContain('1 × Teapot')
})

test.each([
  ['ready to pick up', 'Say the number of what is ready at the desk'],
  ['arrives on Thursday', 'Nothing is ready yet. Come back when it is.'],
])('of an order that is "%s", the counter says what to do about it', async (status, words) => {
  stubApi(async () => Response.json({ orders: [{ id: 'A-7', item: 'Teapot', quantity: 1, status }] }))
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  expect(page()).toContain(words)
  expect(document.querySelectorAll('.ready')).toHaveLength(status.startsWith('ready') ? 1 : 0)
})

test.each([
  ['no orders at all', {}],
  ['null', null],
  ['something else than a list', { orders: 'A-7' }],
  ['an order that is none', { orders: [null] }],
  ['an order without a number', { orders: [{ item: 'Teapot', quantity: 1, status: 'ready' }] }],
])('an API that answers %s costs nobody their session: they can ask again, and finish', async (_, answer) => {
  stubApi(async () => Response.json(answer))
  const services = renderCounter({ polls: [ADA] })
  await signIn(services)
  expect(title()).toBe('Hello Ada Lovelace!')
  expect(page()).toContain('Your orders cannot be fetched just now')
  await tap('Finish and sign out')
  expect(title()).toBe('Enjoy, and goodbye!')
})
