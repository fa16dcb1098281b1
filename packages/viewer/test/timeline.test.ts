// @vitest-environment node
import { readTranscript, transcriptFromFragment, transcriptToFragment } from '@device-flow/inspect'
import { expect, test } from 'vitest'
import { isEarly, pollsOf, type Poll } from '../src/page/timeline/polls.ts'
import { scalesFor } from '../src/page/timeline/scales.ts'
import { pollLine } from '../src/page/timeline/words.ts'
import { transcriptOf } from '../src/page/transcript/save-transcript.ts'
import { modelOf, recordLogin, SOURCE, type RecordedLogin } from './support/recorded-login.ts'

function rootKeyOf(login: RecordedLogin): string {
  return `${SOURCE}.0/${login.actor.sessionId}`
}

function polls(login: RecordedLogin): Poll[] {
  return pollsOf(login.model(), rootKeyOf(login))
}

function withoutKey(all: readonly Poll[]): object[] {
  return all.map(({ key: _key, ...poll }) => poll)
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
  expect(polls(login)[0]).toMatchObject({ endedAt: (polls(login)[0]?.startedAt ?? 0) + 1000 })
})

test('a poll whose login was stopped is cancelled', async () => {
  const login = recordLogin({ polls: [{ after: 60_000, do: 'pending' }] })
  await login.services.clock.advance(6000)
  login.actor.stop()
  expect(polls(login)).toMatchObject([{ outcome: 'cancelled' }])
})

test('a poll whose answer got lost is not said to be cancelled, nor to be in flight for ever', async () => {
  const login = recordLogin({ polls: [{ after: 2000, do: 'pending' }, 'pending'] })
  await login.services.clock.advance(6000)
  const before = login.messages()
  await login.services.clock.advance(2000)
  const lost = login.messages().length
  await login.services.clock.advance(5000)
  const model = modelOf([...before, ...login.messages().slice(lost)])
  expect(pollsOf(model, rootKeyOf(login)).map(({ outcome }) => outcome)).toEqual(['unknown', 'pending'])
})

test('a recording that was shortened for a link shows the polls of the whole one', async () => {
  const script = Array.from({ length: 200 }, (_, index) => (index % 7 ? 'pending' : ({ fault: 'offline' } as const)))
  const login = recordLogin({ authorizations: [{ ok: { expiresInMs: 1e8 } }], polls: [...script, 'granted'] })
  await login.services.clock.advance(1_400_000)
  const { fragment, leftOut } = await transcriptToFragment(transcriptOf(login.messages()))
  expect(leftOut).toBeGreaterThan(0)
  const { messages } = readTranscript((await transcriptFromFragment(fragment)) ?? '')
  expect(polls(login)).toHaveLength(201)
  expect(withoutKey(pollsOf(modelOf(messages), rootKeyOf(login)))).toEqual(withoutKey(polls(login)))
}, 30_000)

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
