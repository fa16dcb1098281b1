import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { STOPS } from '../src/tour/stops.ts'
import { pointAt } from '../src/tour/point-at.ts'

afterEach(() => vi.restoreAllMocks())

/** A page with the part of the chart from `top` to `bottom`, and a card whose upper edge is at 600; CSS px. */
function page({ top, bottom }: { top: number; bottom: number }): { card: HTMLElement; moves: unknown[] } {
  const [part, card] = [document.createElement('div'), document.createElement('div')]
  part.id = 'part-chart'
  document.body.append(part, card)
  onTestFinished(() => document.body.replaceChildren())
  const moves: unknown[] = []
  part.getBoundingClientRect = () => ({ top, bottom }) as DOMRect
  card.getBoundingClientRect = () => ({ top: 600 }) as DOMRect
  part.scrollIntoView = (to) => void moves.push(to)
  vi.spyOn(window, 'scrollBy').mockImplementation((to) => void moves.push(to))
  return { card, moves }
}

test('on a phone, the card of a stop about the polls leaves the foot of their graph free', () => {
  const { card, moves } = page({ top: 900, bottom: 1600 })
  const stops = STOPS.filter(({ part }) => part === 'chart')
  for (const stop of stops) pointAt(stop, card)
  expect(moves).toEqual(stops.map(() => ({ top: 1600 - 600 + 16 })))
})

test('a part that fits above the card is shown from its top, and one in sight stays where it is', () => {
  const below = page({ top: 900, bottom: 1300 })
  pointAt({ part: 'chart', end: 'foot' }, below.card)
  expect(below.moves).toEqual([{ block: 'start' }])
  document.body.replaceChildren()
  const inSight = page({ top: 10, bottom: 500 })
  pointAt({ part: 'chart', end: 'foot' }, inSight.card)
  expect(inSight.moves).toEqual([])
})
