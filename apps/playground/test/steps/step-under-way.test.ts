import { expect, test } from 'vitest'
import { groupExchanges } from '../../src/steps/group-exchanges.ts'
import { mistakesAbout } from '../../src/steps/mistakes.ts'
import { stateOf, stateWords } from '../../src/steps/step-state.ts'
import { progressOf, stepOf } from '../../src/steps/step-under-way.ts'
import { intervalWords, sinceLastReply } from '../../src/steps/timing.ts'
import type { Exchange, ExchangeKind } from '../../src/wire/exchange.ts'

let numbers = 0

function exchange(kind: ExchangeKind, outcome = '', more: Partial<Exchange> = {}): Exchange {
  numbers += 1
  return {
    number: numbers,
    device: 'device',
    kind,
    request: { method: 'POST', url: 'https://id.example/token', headers: [], body: '' },
    sentAt: numbers * 5000,
    endedAt: numbers * 5000 + 100,
    response: { status: outcome === 'pending' ? 400 : 200, headers: [], body: '{}' },
    ...(outcome && { verdict: { outcome, meaning: '' } }),
    ...more,
  }
}

const code = exchange('deviceAuthorization', 'code', { response: { status: 200, headers: [], body: '{"interval":7}' } })
const pending = exchange('poll', 'pending')
const refused = exchange('poll', 'invalidIdToken', { response: { status: 200, headers: [], body: '{}' } })
const denied = exchange('poll', 'denied')
const approved = exchange('poll', 'approved')
const granted = exchange('poll', 'granted')
const { endedAt: _endedAt, ...underWay } = exchange('api')

test.each([
  ['idle', [], 1],
  ['requesting', [], 1],
  ['awaitingUser', [code], 2],
  ['awaitingUser', [code, pending], 3],
  ['authorized', [code, pending, granted], 5],
  ['authorized', [code, granted, exchange('keys')], 5],
  ['authorized', [code, granted, exchange('api')], 6],
  ['authorized', [code, granted, exchange('refresh', 'refreshed')], 7],
  ['idle', [code, granted, exchange('revocation', 'revoked')], 7],
  ['awaitingUser', [code, granted, exchange('revocation', 'revoked'), exchange('deviceAuthorization', 'code')], 2],
  ['awaitingUser', [code, pending, approved, exchange('keys')], 5],
  ['error', [code, pending, denied], 4],
  ['error', [code, pending, exchange('poll', 'expired')], 3],
  ['error', [exchange('discovery')], 1],
  ['error', [code, refused], 5],
  ['error', [code, refused, exchange('revocation', 'revoked')], 5],
  ['idle', [code, refused, exchange('revocation', 'revoked')], 1],
  ['error', [code, granted, exchange('refresh', 'signedOut'), exchange('api')], 7],
] as const)('a device that is %s after %j is at its step', (status, exchanges, step) => {
  expect(progressOf(status, exchanges).current).toBe(step)
})

test('while the device polls, the person has a step of their own, which is not done', () => {
  const { done, meanwhile } = progressOf('awaitingUser', [code, pending])
  expect([...done]).toEqual([1, 2])
  expect(meanwhile).toBe(4)
})

const stateAfter = (step: 5 | 6 | 7, ...login: Parameters<typeof progressOf>): string =>
  stateWords(step, progressOf(...login))

test('once somebody is signed in, the tokens are received, and no step is called under way', () => {
  const progress = progressOf('authorized', [code, pending, granted])
  expect([...progress.done]).toEqual([1, 2, 3, 4, 5])
  expect(stateWords(5, progress)).toBe('done')
  const called = progressOf('authorized', [code, granted, exchange('api')])
  expect([...called.done]).toEqual([1, 2, 3, 4, 5, 6])
})

test('a step whose answer is still awaited is under way: keys, a call, a session that may be renewed', () => {
  expect(stateAfter(5, 'awaitingUser', [code, pending, approved, exchange('keys')])).toBe('under way')
  expect(stateAfter(6, 'authorized', [code, granted, underWay])).toBe('under way')
  expect(stateAfter(7, 'authorized', [code, granted, exchange('refresh', 'refreshed')])).toBe('under way')
})

test('a denial is named at the step of the person who has said no, and the poll that told of it is there', () => {
  const progress = progressOf('error', [code, pending, denied])
  expect([...progress.done]).toEqual([1, 2, 3])
  expect(stateOf(4, progress)).toBe('failed')
  expect(stateWords(4, progress)).toBe('denied here')
  expect(stepOf(denied)).toBe(4)
  expect(stateWords(3, progressOf('error', [code, exchange('poll', 'expired')]))).toBe('ended here')
})

test('after a sign-out all is done but the API call that nobody has made', () => {
  const revoked = exchange('revocation', 'revoked')
  expect([...progressOf('idle', [code, granted, revoked]).done]).toEqual([1, 2, 3, 4, 5, 7])
  expect([...progressOf('idle', [code, granted, exchange('api'), revoked]).done]).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('of a login whose tokens were refused, their check is not done, and neither is what comes after it', () => {
  const { done, hasFailed } = progressOf('error', [code, pending, refused, exchange('revocation', 'revoked')])
  expect([...done]).toEqual([1, 2, 3, 4])
  expect(hasFailed).toBe(true)
})

test('the poll that brings tokens belongs to the step that receives them', () => {
  expect(stepOf(granted)).toBe(5)
  expect(stepOf(pending)).toBe(3)
})

test('polls that were answered alike are one line, and the newest is by itself', () => {
  const polls = Array.from({ length: 5 }, () => exchange('poll', 'pending'))
  const slower = exchange('poll', 'slowDown')
  const more = Array.from({ length: 3 }, () => exchange('poll', 'pending'))
  const second = exchange('poll', 'pending', { device: 'second' })
  const groups = groupExchanges([...polls, slower, ...more, second])
  expect(groups.map(({ length }) => length)).toEqual([5, 1, 3, 1])
  expect(groupExchanges(polls).map(({ length }) => length)).toEqual([4, 1])
})

test('a poll tells how long after the last reply it was sent, and which interval was in force', () => {
  const first = exchange('poll', 'pending', { intervalMs: 7000 })
  const slower = exchange('poll', 'slowDown', { intervalMs: 7000 })
  const last = exchange('poll', 'pending', { intervalMs: 12_000 })
  const all = [code, first, exchange('keys'), slower, last]
  expect(sinceLastReply(first, all)).toBe(first.sentAt - (code.endedAt ?? 0))
  expect(intervalWords(first, all)).toBe('interval 7 s')
  expect(sinceLastReply(last, all)).toBe(4900)
  expect(intervalWords(last, all)).toBe('interval 12 s')
  expect(sinceLastReply(code, all)).toBeUndefined()
  expect(intervalWords(code, all)).toBeUndefined()
})

test.each([
  ['-3', /^interval 5 s \(the server said -3, which is not usable: 5 s\)$/],
  ['"soon"', /said "soon", which is not usable/],
  ['1000000000', /said 1000000000: no poll would be sent while the code lives, so it is overruled/],
])('the interval %s, which the login does not keep, is told beside the one in force', (interval, words) => {
  const body = `{"interval":${interval}}`
  const odd = exchange('deviceAuthorization', 'code', { response: { status: 200, headers: [], body } })
  const poll = exchange('poll', 'pending', { intervalMs: 5000 })
  expect(intervalWords(poll, [odd, poll])).toMatch(words)
})

test('each request, and what came back, has what would have been wrong', () => {
  const kinds: ExchangeKind[] = [
    'discovery',
    'registration',
    'keys',
    'deviceAuthorization',
    'poll',
    'refresh',
    'revocation',
    'userInfo',
    'api',
  ]
  for (const kind of kinds) expect(mistakesAbout(exchange(kind)).length).toBeGreaterThan(0)
  const [first] = mistakesAbout(exchange('poll', 'slowDown'))
  expect(first?.text).toMatch(/^To stop/)
  // A verdict is text from elsewhere as well: none is a member that every object has.
  expect(mistakesAbout(exchange('poll', 'constructor'))).toEqual(mistakesAbout(exchange('poll')))
})

const words = (kind: ExchangeKind, outcome: string): string => mistakesAbout(exchange(kind, outcome))[0]?.text ?? ''

test('what would have been wrong after a failure speaks of the code only while there is one', () => {
  expect(words('poll', 'serverError')).toContain('the code is still good')
  for (const outcome of ['serverError', 'offline', 'timeout']) {
    expect(words('refresh', outcome)).toMatch(/^To sign the person out, or to try again at once/)
    expect(words('userInfo', outcome)).toMatch(/^To try again at once, and again/)
  }
})
