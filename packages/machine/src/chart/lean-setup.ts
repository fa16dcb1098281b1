import { createMachine, type setup as xstateSetup } from 'xstate'

/**
 * XState's `setup` without its action creators: what XState's own returns refers to all of them (`emit`, `log`, `sendTo`, …), so that
 * each bundle would carry 0.8 kB of code that no login runs.
 */
export const setup = ((implementations: object) => ({
  createStateConfig: (config: unknown) => config,
  createMachine: (config: Parameters<typeof createMachine>[0]) => createMachine(config).provide(implementations),
})) as typeof xstateSetup
