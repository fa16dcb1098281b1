import { sessionNews } from '@device-flow/app-shared/session-news'
import { timeOfDay } from '@device-flow/app-shared/time-of-day'
import { DeviceFlowError, TransientFault, type AuthorizedView } from '@device-flow/machine'
import { SessionStoreError } from '@device-flow/session'
import { expect, test } from 'vitest'
import { interruptedWords } from '../src/words/interrupted-words.ts'

const noon = new Date(2026, 4, 4, 12, 0).getTime()
const HOUR_MS = 3_600_000

const well: AuthorizedView = {
  status: 'authorized',
  claims: undefined,
  scope: undefined,
  accessTokenExpiresAt: noon + HOUR_MS,
  refreshing: false,
  unsaved: false,
  renewable: true,
  endsAt: undefined,
  problem: undefined,
}

/** A refresh that failed like this. */
function failed(reason: 'offline' | 'busy', cause?: unknown, status?: number): DeviceFlowError {
  return new DeviceFlowError(reason, 'No new token.', { cause, status })
}

const storage = new TransientFault('busy', 'It does not work.', {
  receivedAt: noon,
  cause: new SessionStoreError('unavailable', 'IndexedDB does not answer.'),
})

test('of a session that is well, nothing is said', () => {
  expect(sessionNews(well, noon, 'this TV')).toBe('')
})

test('a session that ends within the hour, however often it is renewed, is told of with its time', () => {
  expect(sessionNews({ ...well, endsAt: noon + HOUR_MS + 1 }, noon, 'this TV')).toBe('')
  expect(sessionNews({ ...well, endsAt: noon + HOUR_MS }, noon, 'this TV')).toContain('Your sign-in ends at 13:00')
})

test('one that cannot be renewed is told of from the first minute on', () => {
  const endsAt = noon + 12 * HOUR_MS + 5 * 60_000
  expect(sessionNews({ ...well, renewable: false, endsAt }, noon, 'this TV')).toContain(
    'Your sign-in ends on Tuesday at 0:05',
  )
})

test('one that the server has refused to renew is told to end, and not that the server is out of reach', () => {
  const refused = { ...well, renewable: false, problem: new DeviceFlowError('signedOut', 'No.') }
  expect(sessionNews({ ...refused, endsAt: noon + HOUR_MS }, noon, 'this TV')).toContain('Your sign-in ends at 13:00')
  expect(sessionNews(refused, noon, 'this TV')).toContain('can no longer be renewed')
})

test.each<[string, DeviceFlowError, string]>([
  ['no network', failed('offline', new TransientFault('offline', 'No.', { receivedAt: noon })), 'cannot be reached'],
  ['a server in trouble', failed('offline', undefined, 503), 'has trouble'],
  [
    'a lost reply',
    failed('offline', new TransientFault('timeout', 'No.', { receivedAt: noon, sentAt: noon })),
    'An answer of the sign-in service was lost',
  ],
  [
    'an answer that is an error, after which nobody knows whether it was renewed',
    failed('offline', new TransientFault('serverError', 'No.', { receivedAt: noon, sentAt: noon, status: 500 }), 500),
    'has trouble',
  ],
  ['another window', failed('busy', new TransientFault('busy', 'No.', { receivedAt: noon })), 'Another window'],
  ['a storage that fails', failed('busy', storage), 'storage has trouble'],
])('a renewal that fails by %s is told of, and that the person is still signed in', (_what, problem, words) => {
  const news = sessionNews({ ...well, problem }, noon, 'this TV')
  expect(news).toContain(words)
  expect(news).toContain('still signed in')
})

test.each<[string, DeviceFlowError, string]>([
  ['another window', failed('busy'), 'Another window is busy'],
  ['the storage', new DeviceFlowError('storage', 'No.', { cause: storage.cause }), 'This TV’s storage has trouble'],
  ['a server that answers 500', failed('offline', undefined, 500), 'The sign-in service has trouble'],
])('a session that %s keeps out of reach is not said to be without connection', (_what, error, title) => {
  expect(interruptedWords(error).title).toBe(title)
})

test('a time is told with its day when that is another', () => {
  expect(timeOfDay(noon + 65 * 60_000, noon)).toBe('at 13:05')
  expect(timeOfDay(noon + 24 * HOUR_MS, noon)).toBe('on Tuesday at 12:00')
})
