/** A Redis of a test's own. */
export interface StartedRedis {
  url: string
  port: number
  stop(): Promise<void>
}

/**
 * Starts a Redis on a free port of loopback, with nothing in it. Throws one line on how to get it when there is none: such a test is never
 * skipped.
 *
 * @param settings such as `'--maxmemory', '1mb'`
 */
export function startRedis(...settings: string[]): Promise<StartedRedis>
