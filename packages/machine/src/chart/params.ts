/** What a service resolved to, as the parameter of a guard or action. */
export function output<T>({ event }: { event: { output: T } }): T {
  return event.output
}

/** What a service rejected with, likewise. */
export function fault({ event }: { event: { error: unknown } }): unknown {
  return event.error
}
