import { stateName, type Chart } from './chart.ts'
import type { Layout } from './layout.ts'
import { timesTaken, type Lights } from './lights.ts'
import type { Label } from './picture.ts'

/** What is pointed at: a state or a label. */
export type Pointed = { type: 'state'; path: string } | { type: 'label'; label: Label }

/** Something in the picture that can be pointed at. */
export interface Item {
  id: string
  pointed: Pointed
}

/** All of them, in the order in which keys lead through them: each state, and then the ways from it. */
export function itemsOf({ boxes, arrows }: Layout): Item[] {
  const leaving = (path: string): Label[] =>
    arrows.filter(({ arrow }) => arrow.from === path).flatMap(({ arrow }) => arrow.labels)
  return boxes.flatMap(({ box }) => [
    { id: box.state.path, pointed: { type: 'state', path: box.state.path } },
    ...[...box.rows, ...leaving(box.state.path)].map((label): Item => ({
      id: label.id,
      pointed: { type: 'label', label },
    })),
  ])
}

/** What it is called, and why it is there, in a sentence. */
export function spoken(pointed: Pointed, chart: Chart, lights: Lights): string {
  if (pointed.type === 'state') {
    const state = chart.states.get(pointed.path)
    return [`State ${state?.key}`, lights.active.has(pointed.path) && 'active', state?.description]
      .filter(Boolean)
      .join(', ')
  }
  const { from, to = from } = pointed.label.transitions[0] ?? { from: '' }
  const whys = pointed.label.transitions.map(({ why }) => why)
  const times = timesTaken(pointed.label, lights)
  return [
    `${pointed.label.text}: from ${stateName(from, chart)} to ${stateName(to, chart)}`,
    times > 0 && `taken ${times} times`,
    ...whys,
  ]
    .filter(Boolean)
    .join('. ')
}
