import type { Chart, ChartState, ChartTransition } from './chart.ts'
import { eventName } from './event-name.ts'

/** What is drawn of a chart, without places. */
export interface Picture {
  boxes: readonly Box[]
  arrows: readonly Arrow[]
}

/** A state as a box. */
export interface Box {
  state: ChartState
  label: string
  /** It is where the state around it begins. */
  isInitial: boolean
  /** Transitions that are written into the box instead of drawn: those that stay, and those to a hub. */
  rows: readonly Label[]
  children: readonly Box[]
}

/** All transitions from one state to another, as one arrow. */
export interface Arrow {
  id: string
  from: string
  to: string
  labels: readonly Label[]
}

/** One event on an arrow or in a box, and the transitions that it may mean. */
export interface Label {
  id: string
  text: string
  transitions: readonly ChartTransition[]
}

const MAX_LABEL_CHARS = 34

/** A state with this many arrows is a hub. They would cover all others, so boxes name the hub instead. */
const MIN_HUB_ARROWS = 5

/** Decides what is drawn. Transitions between the same two states become one arrow. With `everyArrow`, hubs get theirs too. */
export function pictureOf(chart: Chart, everyArrow = false): Picture {
  const all = arrowsOf(
    chart,
    everyArrow ? chart.transitions : chart.transitions.filter((way) => !isRootFailing(way, chart)),
  )
  const isHub = (path: string): boolean => !everyArrow && all.filter(({ to }) => to === path).length >= MIN_HUB_ARROWS
  const isRow = ({ from, to }: Arrow): boolean => from === to || isHub(to)
  const rowsOf = (path: string): Label[] =>
    all
      .filter((arrow) => arrow.from === path && isRow(arrow))
      .flatMap(({ from, to, labels }) => {
        const end = from === to ? '↺' : `→ ${shortened(chart.states.get(to)?.key ?? to)}`
        return labels.map((label) => ({ ...label, text: `${label.text} ${end}` }))
      })
  const boxOf = (state: ChartState, isInitial: boolean): Box => ({
    state,
    label: shortened(state.key),
    isInitial,
    rows: rowsOf(state.path),
    children: state.children.map((child) => boxOf(child, child.path === state.initial)),
  })
  // The root is drawn only if it has transitions itself: otherwise it is a frame around everything.
  const root = boxOf(chart.root, false)
  const drawsRoot = root.rows.length > 0 || root.children.length === 0 || all.some(({ from, to }) => !from || !to)
  return { boxes: drawsRoot ? [root] : root.children, arrows: all.filter((arrow) => !isRow(arrow)) }
}

/** Whether it is taken when an actor fails that lives as long as the machine. Drawn, it would be one more frame around everything. */
function isRootFailing({ from, event }: ChartTransition, { root }: Chart): boolean {
  return from === root.path && root.services.some(({ id }) => event === `xstate.error.actor.${id}`)
}

function arrowsOf(chart: Chart, ways: readonly ChartTransition[]): Arrow[] {
  const groups = new Map<string, ChartTransition[]>()
  for (const transition of ways) {
    const id = arrowId(transition.from, targetOf(transition, chart))
    groups.set(id, [...(groups.get(id) ?? []), transition])
  }
  return [...groups].map(([id, transitions]) => {
    const [first] = transitions as [ChartTransition]
    return { id, from: first.from, to: targetOf(first, chart), labels: labelsOf(id, transitions, chart) }
  })
}

/** Returns where an arrow ends: with several targets, at the first. One to a state that is not in the chart is drawn as one that stays. */
function targetOf({ from, to }: ChartTransition, chart: Chart): string {
  return to?.split(', ').find((path) => chart.states.has(path)) ?? from
}

function labelsOf(arrow: string, transitions: readonly ChartTransition[], chart: Chart): Label[] {
  const byName = new Map<string, ChartTransition[]>()
  for (const transition of transitions) {
    const name = eventName(transition.event, chart)
    byName.set(name, [...(byName.get(name) ?? []), transition])
  }
  return [...byName].map(([name, ones]) => ({ id: `${arrow} ${name}`, text: shortened(name), transitions: ones }))
}

function arrowId(from: string, to: string): string {
  return JSON.stringify([from, to])
}

function shortened(text: string): string {
  return text.length > MAX_LABEL_CHARS ? `${text.slice(0, MAX_LABEL_CHARS - 1)}…` : text
}
