import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIFE_MS, Storm, TABS } from './storm.ts'
import type { Step } from './storm.ts'
import { locks } from './tabs.ts'

const tab = fc.integer({ min: 0, max: TABS - 1 })
const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max })
const briefly = upTo(5_000)

const delivery = fc.record(
  { afterMs: fc.oneof(briefly, upTo(29_000)), fails: fc.constantFrom('lost' as const, 'unsent' as const) },
  { requiredKeys: ['afterMs'] },
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('refresh' as const), tab }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.oneof(briefly, upTo(LIFE_MS), fc.constant(LIFE_MS)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver' as const), as: delivery }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('kill' as const, 'signOut' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const), tab, ms: upTo(120_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('slow' as const), tab, ms: briefly }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('full' as const, 'unreadable' as const, 'lockless' as const),
      tab,
      is: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('blip' as const),
      tab,
      of: fc.constantFrom('reads' as const, 'writes' as const),
      fail: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    }),
  },
)

// More of them find rarer things: STORMS=10000.
const numRuns = Number(process.env['STORMS'] ?? 300)

test.each(locks)(
  'with %s: whatever is killed, stopped, slow, full or lost, no refresh token is sent twice beyond the rule, nobody is signed out whom the server honours, and every call ends (R1 to R11)',
  async (_, makeLock) => {
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.constantFrom(0, 10_000, 30_000),
      async (steps, graceMs) => {
        const storm = new Storm(makeLock, graceMs)
        await storm.run(steps)
        expect(await storm.complaints()).toEqual([])
      },
    )
    await fc.assert(property, { numRuns })
  },
  60_000 + numRuns * 20,
)
