import type { Progress } from './step-under-way.ts'
import type { Step } from './steps.ts'

/** How far a login is with a step. */
type StepState = 'done' | 'current' | 'failed' | 'meanwhile' | 'ahead'

const WORDS: Readonly<Record<StepState, string>> = {
  done: 'done',
  current: 'under way',
  failed: 'ended here',
  meanwhile: 'meanwhile',
  ahead: '',
}

/** How far a login is with the step of this number. */
export function stateOf(number: Step['number'], { current, done, meanwhile, hasFailed }: Progress): StepState {
  if (done.has(number)) return 'done'
  if (number === current) return hasFailed ? 'failed' : 'current'
  return number === meanwhile ? 'meanwhile' : 'ahead'
}

/** The same in words; nothing of a step that is still to come. */
export function stateWords(number: Step['number'], progress: Progress): string {
  const state = stateOf(number, progress)
  // The person's step comes to a bad end by their no alone.
  return state === 'failed' && number === 4 ? 'denied here' : WORDS[state]
}
