import type { Json } from '@device-flow/machine'
import type { TakenTransition } from '@device-flow/inspect'
import { activePaths } from '../model/state-value.ts'
import { transitionKey } from '../model/transition-key.ts'
import type { Label } from './picture.ts'

/** What is lit in a chart. */
export interface Lights {
  /** The paths of all states that are active. */
  active: ReadonlySet<string>
  /** How often each transition was taken, by `transitionKey`. */
  taken: ReadonlyMap<string, number>
  /** Those of the last step, by `transitionKey`. */
  last: ReadonlySet<string>
}

/** Lights a chart. */
export function lightsOf(
  value: Json | undefined,
  taken: ReadonlyMap<string, number>,
  last: readonly TakenTransition[],
): Lights {
  return { active: activePaths(value), taken, last: new Set(last.map(transitionKey)) }
}

/** How often a label's transitions were taken, all together. */
export function timesTaken({ transitions }: Label, { taken }: Lights): number {
  return transitions.reduce((sum, transition) => sum + (taken.get(transitionKey(transition)) ?? 0), 0)
}

/** Whether one of a label's transitions was part of the last step. */
export function isLast({ transitions }: Label, { last }: Lights): boolean {
  return transitions.some((transition) => last.has(transitionKey(transition)))
}
