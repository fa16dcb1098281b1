import { createMachine, type setup } from 'xstate'

/** What {@link leanSetup} has of what XState's `setup` returns. */
export type LeanSetup<Setup extends { createStateConfig: unknown; createMachine: unknown }> = Pick<
  Setup,
  'createStateConfig' | 'createMachine'
>

/**
 * Does what XState's `setup` does, without its action creators. What XState's own returns refers to all of them (`emit`, `log`, `sendTo`,
 * …), so that each bundle would carry 0.8 kB of code that no login runs, and all limits of `npm run size` would be broken. Only XState's
 * own type can work out the types of the chart; take what this returns as a {@link LeanSetup}, so that what is not there does not compile.
 */
export const leanSetup = ((implementations: NonNullable<Parameters<typeof createMachine>[1]>) => ({
  createStateConfig: (config: unknown) => config,
  // Not by `provide`, which makes the whole machine a second time.
  createMachine: (config: Parameters<typeof createMachine>[0]) => createMachine(config, implementations),
})) as typeof setup
