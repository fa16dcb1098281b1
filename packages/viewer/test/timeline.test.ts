// @vitest-environment node
import { expect, test } from 'vitest'
import { isEarly, pollsOf, type Poll } from '../src/page/timeline/polls.ts'
import { scalesFor } from '../src/page/timeline/scales.ts'
import { pollLine } from '../src/page/timeline/words.ts'
import { recordLogin, SOURCE, type RecordedLogin } from './support/recorded-login.ts'

function polls(login: RecordedLogin): ReturnType<typeof pollsOf> {
  return pollsOf(login.model(), `${SOURCE}.0/${login.actor.sessionId}`)
}

test('each poll has the least gap that was planned and the gap that it turned out to be', async () => {
  const login = recordLogin({
    polls: [
      'pending',
      { after: 700, do: 'slowDown' },
      'pending',
      { fault: 'offline' },
      { fault: 'serverError', retryAfterMs: 30_000 },
    ],
  })
  await login.services.clock.advance(81_000)
  expect(polls(login).map(({ outcome, leastMs, actualMs }) => [outcome, leastMs, actualMs])).toEqual([
    ['pending', 5000, 5000],
    ['slowDown', 5000, 5000],
    ['pending', 10_000, 10_000],
    ['blip', 10_000, 10_000],
    ['blip', 10_000, 20_000],
    ['pending', 30_000, 30_000],
  ])
  expect(polls(login).filter(isEarly)).toEqual([])
  expect(polls(login)[1]).toMatchObject({ endedAt: (polls(login)[1]?.startedAt ?? 0) + 700 })
})

test('a gap that back-off made longer is told against the least that was legal, which is not called the plan', async () => {
  const login = recordLogin({ polls: [{ fault: 'offline' }, 'pending'] })
  await login.services.clock.advance(16_000)
  expect(pollLine(polls(login)[1] as Poll)).toContain('at least 5.00 s, actual 10.00 s')
})

test.each([
  ['granted', 'granted'],
  ['denied', 'ended'],
] as const)('a poll that is %s is told from one that is pending', async (step, outcome) => {
  const login = recordLogin({ polls: [step] })
  await login.services.clock.advance(5000)
  expect(polls(login).at(-1)?.outcome).toBe(outcome)
})

test('a poll in flight has no end, and one that was called off is cancelled', async () => {
  const login = recordLogin({ polls: [{ after: 60_000, do: 'pending' }] })
  await login.services.clock.advance(6000)
  expect(polls(login)).toMatchObject([{ outcome: 'inFlight' }])
  expect(polls(login)[0]).not.toHaveProperty('endedAt')
  login.actor.send({ type: 'cancel' })
  expect(polls(login)).toMatchObject([{ outcome: 'cancelled' }])
})

test('a poll before its time would show as early', async () => {
  const login = recordLogin({ polls: ['pending'] })
  await login.services.clock.advance(6000)
  const [poll] = polls(login)
  expect(poll && isEarly({ ...poll, actualMs: 4990 })).toBe(true)
  expect(poll && isEarly({ ...poll, actualMs: 4998 })).toBe(false)
})

test('a login without a cadence has no polls to show', () => {
  const login = recordLogin()
  expect(polls(login)).toEqual([])
})

test('the strip shows the last polls from left to right, and one gap that is far too long does not flatten all others', async () => {
  const login = recordLogin({ authorizations: [{ ok: { expiresInMs: 1e7 } }] })
  await login.services.clock.advance(60_000)
  login.services.clock.jumpWall(3_000_000)
  await login.services.clock.advance(120_000)
  const all = polls(login)
  const scales = scalesFor(all)
  expect(scales.polls).toHaveLength(24)
  const places = scales.polls.map(({ startedAt }) => scales.x(startedAt))
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(Math.min(...places)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...places)).toBeLessThanOrEqual(1)
  expect(scales.y(5000)).toBeGreaterThan(0.2)
  expect(Math.max(...all.map(({ actualMs }) => scales.y(actualMs)))).toBe(1)
})
