import { act, render } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { OrderList } from '../src/parts/order-list.tsx'

const orders = [1, 2, 3, 4, 5].map((number) => ({ id: `A-${number}`, item: 'Tea', quantity: 1, status: 'on its way' }))

let height = 0
afterEach(() => vi.restoreAllMocks())

/** Gives each order a row of 100 px, in a box of `height`. */
function layOut(): void {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const row = Array.from(this.parentElement?.children ?? []).indexOf(this) + 1
    return { bottom: this.matches('.orders') ? height : row * 100 } as DOMRect
  })
}

const lead = (): string | null | undefined => document.querySelector('.lead')?.textContent
const shown = (): number => document.querySelectorAll('.order:not(.order-beyond)').length

test.each([
  [250, 2, 'Your orders, 2 of 5'],
  [500, 5, 'Your orders'],
  [20, 1, 'Your orders, 1 of 5'],
])(
  'in %i px, orders of 100 px each are shown as many as fit, and it is said of how many',
  (available, count, words) => {
    height = available
    layOut()
    render(<OrderList orders={orders} />)
    expect([shown(), lead()]).toEqual([count, words])
  },
)

test('a window that grows shows more of them', () => {
  height = 150
  layOut()
  render(<OrderList orders={orders} />)
  expect(shown()).toBe(1)
  height = 350
  act(() => void window.dispatchEvent(new Event('resize')))
  expect(shown()).toBe(3)
})
