import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { LoginStorm, PROCESSES } from './login-storm.ts'
import type { Step, World } from './login-storm.ts'
import { complaintsAbout } from './login-verdict.ts'
import { locks } from './tabs.ts'
import type { Trouble } from './troubled-store.ts'

const of = <Name extends string>(...names: Name[]) => fc.constantFrom(...names)
const upTo = (max: number) => fc.integer({ min: 0, max })
const process = upTo(PROCESSES - 1)
const person = of('ann', 'bob')
const a = <Member>(weight: number, arbitrary: fc.Arbitrary<Member>) => ({ weight, arbitrary })

const trouble: fc.Arbitrary<Trouble> = fc.record({
  of: of('reads', 'writes', 'all'),
  fail: of('before', 'before', 'after', 'after', 'never', 'full'),
})

const answer = fc.record(
  {
    afterMs: fc.oneof(fc.constant(0), upTo(9_000)),
    fails: of('unsent', 'lost'),
    slowsDown: fc.constant(true as const),
  },
  { requiredKeys: ['afterMs'] },
)

const troubles = fc.array(fc.option(trouble, { nil: undefined }), { minLength: 1, maxLength: 5 })
const outage = {
  process: fc.oneof(process, fc.constant('all' as const)),
  trouble,
  ms: fc.oneof(upTo(2_000), upTo(10_000), upTo(60_000)),
}

const step: fc.Arbitrary<Step> = fc.oneof(
  a(8, fc.record({ do: of('advance'), ms: fc.oneof(upTo(1_500), upTo(6_000), upTo(20_000), upTo(60_000)) })),
  a(5, fc.record({ do: of('start'), process })),
  a(2, fc.record({ do: of('cancel', 'hint', 'retry', 'kill', 'signOut'), process })),
  a(2, fc.record({ do: of('approve'), person })),
  a(1, fc.record({ do: of('deny'), person })),
  a(2, fc.record({ do: of('answer'), as: answer })),
  a(1, fc.record({ do: of('slow'), process, ms: upTo(2_000) })),
  a(3, fc.record({ do: of('fail'), process, next: troubles })),
  a(3, fc.record({ do: of('outage'), ...outage })),
)

const world: fc.Arbitrary<World> = fc.record({
  codeLifeMs: fc.constantFrom(40_000, 600_000),
  isDeaf: fc.boolean(),
  isApproved: fc.boolean(),
  stored: of('nothing', 'nothing', 'session', 'login'),
})

// The same ones each time; more, and others, find rarer things: STORMS=10000.
const { STORMS } = globalThis.process.env
const numRuns = Number(STORMS ?? 50)
const seed = STORMS ? {} : { seed: 8628 }

test.each(locks)(
  'with %s: whatever fails in the stores of those who share a login, no poll is early, no grant is lost, nobody is shown as signed out beside a session, and nothing hangs (T40)',
  async (_, makeLock) => {
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 30 }),
      world,
      async (steps, ofStorm) => {
        const storm = new LoginStorm(makeLock, ofStorm)
        await storm.run(steps)
        const complaints = await complaintsAbout(storm)
        storm.end()
        expect(complaints, storm.lines.join('\n')).toEqual([])
      },
    )
    await fc.assert(property, { numRuns, ...seed })
  },
  60_000 + numRuns * 60,
)
