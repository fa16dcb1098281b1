import type { TokenSet } from '@device-flow/machine'
import { createVirtualClock } from '@device-flow/testing'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryStore, withSession } from '../../src/index.ts'
import type { KeptServices } from '../../src/index.ts'
import { decodeRecord } from '../../src/record/index.ts'
import { ModelServer } from './model-server.ts'
import { mortalTab } from './mortal-tab.ts'
import type { MortalTab } from './mortal-tab.ts'
import { call, KEY, locks } from './tabs.ts'

const LIFE_MS = 300_000

type Step =
  | { do: 'advance'; ms: number }
  | { do: 'refresh' | 'kill' | 'signOut'; tab: number }
  | { do: 'stop' | 'slow'; tab: number; ms: number }
  | { do: 'full'; tab: number; is: boolean }
  | { do: 'deliver'; afterMs: number; fails?: 'lost' | 'unsent' | undefined }

const TABS = 3
const tabIndex = fc.integer({ min: 0, max: TABS - 1 })
const briefly = fc.integer({ min: 0, max: 5_000 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('refresh' as const), tab: tabIndex }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.oneof(briefly, fc.integer({ min: 0, max: LIFE_MS })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        do: fc.constant('deliver' as const),
        afterMs: fc.oneof(briefly, fc.integer({ min: 0, max: 29_000 })),
        fails: fc.constantFrom('lost' as const, 'unsent' as const),
      },
      { requiredKeys: ['do', 'afterMs'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), tab: tabIndex }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('signOut' as const), tab: tabIndex }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('stop' as const),
      tab: tabIndex,
      ms: fc.integer({ min: 0, max: 120_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('slow' as const), tab: tabIndex, ms: briefly }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('full' as const), tab: tabIndex, is: fc.boolean() }) },
)

interface Run {
  mortal: MortalTab
  services: KeptServices
  tokens: TokenSet | undefined
  /** What it has been told that ended the session. */
  ended: boolean
  open: number
}

test.each(locks)(
  'with %s: whatever is killed, stopped, slow, full or lost, no refresh token is sent twice beyond the rule, nobody is signed out whom the server honours, and every call ends (R1 to R11)',
  async (_, makeLock) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.constantFrom(0, 10_000, 30_000),
        async (steps, graceMs) => {
          const clock = createVirtualClock()
          const server = new ModelServer(clock, { graceMs, lifeMs: LIFE_MS })
          const store = memoryStore()
          const lock = makeLock(clock)
          const signOuts = { asked: 0, done: 0, isKept: true }

          const first = withSession(server.services(), { store, lock, clock })
          const code = await first.requestDeviceAuthorization({}, call)
          server.approved = true
          await first.pollToken(code, call)

          const runs: Run[] = []
          const start = async (at: number): Promise<void> => {
            const mortal = mortalTab(clock, { store, lock, services: server.services() })
            const services = withSession(mortal.services, { store: mortal.store, lock: mortal.lock, clock })
            const session = await services.session.restore(call)
            const tokens = session?.type === 'signedIn' ? session.tokens : undefined
            runs[at] = { mortal, services, tokens, ended: false, open: 0 }
          }
          for (let at = 0; at < TABS; at++) await start(at)

          for (const one of steps) {
            if (one.do === 'advance') await clock.advance(one.ms)
            else if (one.do === 'deliver')
              server.deliveries.push({ afterMs: one.afterMs, ...(one.fails && { fails: one.fails }) })
            else {
              const run = runs[one.tab]!
              if (one.do === 'kill') {
                run.mortal.kill()
                await start(one.tab)
              } else if (one.do === 'stop') run.mortal.stop(one.ms)
              else if (one.do === 'slow') run.mortal.storeMs = one.ms
              else if (one.do === 'full') run.mortal.isFull = one.is
              else if (run.tokens && one.do === 'signOut') {
                run.open++
                signOuts.asked++
                // A tombstone that is in memory only dies with its process; the tokens are revoked all the same.
                if (run.mortal.isFull) signOuts.isKept = false
                void Promise.resolve(run.services.revokeTokens(run.tokens)).then(() => {
                  run.open--
                  signOuts.done++
                })
                run.tokens = undefined
              } else if (run.tokens) {
                run.open++
                void run.services
                  .refreshTokens(run.tokens)
                  .then(
                    (outcome) => {
                      if (outcome.type === 'refreshed') run.tokens &&= outcome.tokens
                      else run.ended = true
                    },
                    () => {},
                  )
                  .then(() => run.open--)
              }
              await clock.advance(0)
            }
          }

          // Whatever was stopped, slow or full is well again; what is under way has 10 minutes.
          for (const { mortal } of runs) Object.assign(mortal, { storeMs: 0, isFull: false })
          server.deliveries = []
          await clock.advance(600_000)

          expect(runs.filter(({ mortal, open }) => !mortal.isDead && open > 0)).toEqual([])
          expect(beyondTheRule(server, graceMs)).toEqual([])
          const value = await store.read(KEY)
          const { signedIn } = decodeRecord(value!.text)
          if (signOuts.done > 0) {
            expect(server.honours('f1.1')).toBe(false)
            if (signOuts.isKept) expect(signedIn).toBeUndefined()
          } else if (signOuts.asked === 0 && server.honours('f1.1')) {
            expect(signedIn).toBeDefined()
            expect(runs.filter(({ ended }) => ended)).toEqual([])
          }
        },
      ),
      { numRuns: Number(process.env['STORM_RUNS'] ?? 300) },
    )
  },
  60_000,
)

/** The refreshes that sent a used token: neither within the grace, nor after the end of the access token that came with it. */
function beyondTheRule({ refreshes, issuedAt }: ModelServer, graceMs: number): typeof refreshes {
  const firstSent = new Map<string, number>()
  return refreshes.filter(({ token, at }) => {
    const before = firstSent.get(token)
    if (before === undefined) firstSent.set(token, at)
    return before !== undefined && at - before >= graceMs && at < issuedAt.get(token)! + LIFE_MS
  })
}
