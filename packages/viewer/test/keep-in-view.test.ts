import { expect, test } from 'vitest'
import { keepInView } from '../src/page/chart/keep-in-view.ts'

/** A frame of 500 by 400 at the corner of the window, and states with these places, from the outermost to the innermost. */
function frameWith(...states: [name: string, x: number, y: number, width: number, height: number][]): HTMLElement {
  const frame = document.createElement('div')
  frame.getBoundingClientRect = () => new DOMRect(0, 0, 500, 400)
  for (const [name, ...place] of states) {
    const state = document.createElement('p')
    state.className = `state-${name}`
    state.getBoundingClientRect = () => new DOMRect(...place)
    frame.append(state)
  }
  frame.scrollLeft = 1000
  frame.scrollTop = 1000
  return frame
}

const scrolled = (frame: HTMLElement): [left: number, top: number] => [frame.scrollLeft, frame.scrollTop]

test('the state around the live one is not cut where it has room, though the live one is in view', () => {
  const frame = frameWith(
    ['around', -700, -700, 1500, 1400],
    ['around', -10, 140, 230, 260],
    ['live', 20, 220, 180, 80],
  )
  keepInView(frame)
  expect(scrolled(frame)).toEqual([1000 + 105 - 250, 1000])
})

test('what is too large for the frame is let be: the live state itself is centred', () => {
  const frame = frameWith(['around', -70, -200, 540, 480], ['live', 180, 380, 180, 80])
  keepInView(frame)
  expect(scrolled(frame)).toEqual([1000, 1000 + 420 - 200])
})

test('what is too high for the frame, and not too wide, is not cut at its sides', () => {
  const frame = frameWith(['around', -20, -40, 230, 480], ['live', 10, 100, 180, 80])
  keepInView(frame)
  expect(scrolled(frame)).toEqual([1000 + 95 - 250, 1000])
})

test('nothing moves while all of it is in view, nor without a live state', () => {
  const frame = frameWith(['around', 10, 10, 300, 300], ['live', 20, 20, 100, 100])
  keepInView(frame)
  keepInView(null)
  const empty = frameWith()
  keepInView(empty)
  expect([scrolled(frame), scrolled(empty)]).toEqual([
    [1000, 1000],
    [1000, 1000],
  ])
})
