/** A chart, read from a running machine's own definition. */
export interface Chart {
  /** The machine itself: the state around all others. */
  root: ChartState
  /** Every state by its path, the root's being empty. */
  states: ReadonlyMap<string, ChartState>
  /** All transitions, in the order of the chart. */
  transitions: readonly ChartTransition[]
}

/** What a state is called for people: its path; the root has none, but a key. */
export function stateName(path: string, { root }: Chart): string {
  return path || root.key
}

/** A state, and what is inside it. */
export interface ChartState {
  /** Its keys from the root on, joined by dots, e.g. `awaitingUser.waiting`. */
  path: string
  key: string
  type: string
  description?: string
  tags: readonly string[]
  /** The services that it runs. */
  services: readonly Service[]
  /** The names of those that it asks by an event, and whose answer it waits for. */
  asks: readonly string[]
  /** The path of the child that is entered first. */
  initial?: string
  children: readonly ChartState[]
}

/** A service that a state invokes, by XState's id and by its name. */
interface Service {
  id: string
  src: string
}

/** One way from a state to another, or to itself. */
export interface ChartTransition {
  /** The path of the state that it stands in. */
  from: string
  /** The path of the state that it leads to, or several joined by `, `; absent when it stays. */
  to?: string
  /** XState's event descriptor; empty for transitions that need no event. */
  event: string
  /** Why, in words for people. */
  why?: string
  guard?: string
  actions: readonly string[]
}
