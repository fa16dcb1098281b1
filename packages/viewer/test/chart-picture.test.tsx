import type { ActorMessage } from '@device-flow/inspect'
import { fireEvent, render, screen } from '@testing-library/react'
import ELK from 'elkjs/lib/elk.bundled.js'
import { expect, test, vi } from 'vitest'
import { loginsOf } from '../src/page/actors/actor-tree.ts'
import { ChartPicture } from '../src/page/chart/chart-picture.tsx'
import type { Pointed } from '../src/page/chart/pointed.ts'
import { layOut } from '../src/page/chart/layout.ts'
import { lightsOf } from '../src/page/chart/lights.ts'
import { pictureOf } from '../src/page/chart/picture.ts'
import { readDefinition } from '../src/page/chart/read-definition.ts'
import { Readout } from '../src/page/chart/readout.tsx'
import { recordLogin } from './support/recorded-login.ts'

const login = recordLogin({ polls: ['pending'] })
await login.services.clock.advance(6000)
const chart = readDefinition((login.messages()[0] as ActorMessage).definition)
const layout = await layOut(pictureOf(chart), new ELK())
const [known] = loginsOf(login.model())
const { snapshot, taken, lastTaken } = known!.root
const lights = lightsOf(snapshot.value, taken, lastTaken)

test('the live state, those around it, and the ways of the last step are told apart from the others', () => {
  const { container } = render(<ChartPicture {...{ chart, layout, lights }} onPoint={() => {}} />)
  const pathsOf = (selector: string): (string | null)[] =>
    [...container.querySelectorAll(selector)].map((state) => state.getAttribute('data-state'))
  expect(pathsOf('.state-live')).toEqual(['awaitingUser.waiting'])
  expect(pathsOf('.state-around')).toEqual(['awaitingUser'])
  expect([...container.querySelectorAll('.label-last')].map(({ textContent }) => textContent)).toEqual([
    'pollToken done ×1',
  ])
})

test('the arrow keys lead from the first state to every other thing, each of which says what it is and why', () => {
  const onPoint = vi.fn<(pointed: Pointed | undefined) => void>()
  const { container } = render(<ChartPicture {...{ chart, layout, lights }} onPoint={onPoint} />)
  const items = container.querySelectorAll('[tabindex]')
  expect(container.querySelectorAll('[tabindex="0"]')).toHaveLength(1)
  ;(container.querySelector('[tabindex="0"]') as SVGElement).focus()
  const heard = new Set<string>()
  for (let step = 0; step < items.length; step++) {
    heard.add(document.activeElement?.getAttribute('aria-label') ?? '')
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowDown' })
  }
  expect(heard.size).toBe(items.length)
  expect(heard).toContain('State waiting, active, The interval has not passed, or the code dies before it has.')
  expect(heard).toContain(
    'pollToken done: from polling to awaitingUser. taken 1 times. Not decided yet. Polled too fast: 5 s more between polls, for good',
  )
  expect(onPoint).toHaveBeenCalledTimes(items.length)
}, 30_000)

test('the words beside the picture are about what is pointed at, else about the live state and how it came there', () => {
  const live = { state: 'awaitingUser.waiting', last: lastTaken }
  const { rerender } = render(<Readout {...{ chart, lights, live }} pointed={undefined} />)
  expect(screen.getByText('The interval has not passed, or the code dies before it has.')).toBeTruthy()
  expect(screen.getByText('Not decided yet')).toBeTruthy()
  rerender(<Readout {...{ chart, lights, live }} pointed={{ type: 'state', path: 'polling' }} />)
  expect(screen.getByText('Exactly one token request is in flight (RFC 8628 §3.4).')).toBeTruthy()
  expect(screen.getByText(/waits for pollToken/)).toBeTruthy()
})
