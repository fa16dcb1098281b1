import type { TakenTransition } from '@device-flow/inspect'

/** Identifies a transition by what it says, whether it was read from a chart or was taken. */
export function transitionKey({ from, to, event, why }: TakenTransition): string {
  return JSON.stringify([from, to ?? null, event, why ?? null])
}
