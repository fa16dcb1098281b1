import { findOptionProblem, nearestName } from '@device-flow/untrusted'
import type { OptionCheck } from '@device-flow/untrusted'
import { SessionOptionsError } from '../session-options-error.ts'
import type { WithSessionOptions } from './with-session.ts'

const known: OptionCheck = () => undefined

const OPTIONS: Record<keyof WithSessionOptions, OptionCheck> = {
  store: known,
  lock: known,
  key: known,
  allowedOrigins: known,
  fetch: known,
  app: known,
  clock: known,
}

/** Refuses an option that there is not, so that a misspelt one is noticed. `undefined` counts as absent. */
export function checkOptionNames(options: WithSessionOptions): void {
  const names = Object.keys(OPTIONS)
  const found = findOptionProblem(options, OPTIONS, (name) => {
    const meant = nearestName(name, names)
    return meant ? `is no option; did you mean ${meant}?` : `is no option. There are ${names.join(', ')}`
  })
  if (found) throw new SessionOptionsError(found.name, found.problem)
}
