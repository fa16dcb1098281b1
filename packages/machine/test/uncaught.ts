import { afterEach, beforeEach } from 'vitest'

/** Has each test of a file fail that leaves an error behind which nobody caught. */
export function failOnUncaught(): void {
  const uncaught: unknown[] = []
  const note = (error: unknown): void => void uncaught.push(error)

  beforeEach(() => {
    uncaught.length = 0
    process.on('uncaughtException', note).on('unhandledRejection', note)
  })

  afterEach(async () => {
    // Node tells of an unhandled rejection, and XState of an error that nobody subscribed to, a turn later.
    await new Promise((resolve) => setTimeout(resolve, 5))
    process.off('uncaughtException', note).off('unhandledRejection', note)
    if (uncaught.length > 0) throw new AggregateError(uncaught, 'Nobody caught this')
  })
}
