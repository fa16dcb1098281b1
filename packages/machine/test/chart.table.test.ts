import { initialTransition, transition, type StateValue } from 'xstate'
import { describe, expect, test } from 'vitest'
import { deviceAuthorization, tokenSet, virtualEpoch } from '@device-flow/testing/virtual'
import { DeviceFlowError, deviceFlowMachine, TransientFault, type DeviceFlowSnapshot } from '../src/index.ts'

const at = virtualEpoch
const stillUsable = at + 60_000
const afterTheCode = at + 900_001
const afterTheToken = at + 3_600_001

const done = (service: string, output: unknown) => ({ type: `xstate.done.actor.${service}`, output })
const failed = (service: string, error: unknown) => ({ type: `xstate.error.actor.${service}`, error })
const blip = (receivedAt: number) => new TransientFault('offline', 'gone', { receivedAt })

const request = '0.deviceFlow.requesting.sending'
const requestWait = '0.deviceFlow.requesting.backingOff'
const cooling = '0.deviceFlow.awaitingUser.waiting'
const backingOff = '0.deviceFlow.awaitingUser.backingOff'
const expiring = '0.deviceFlow.awaitingUser.expiring'
const poll = '0.deviceFlow.polling'
const refreshWait = '0.deviceFlow.authorized.waitingForRefresh'
const refresh = '0.deviceFlow.refreshing'
const refreshAgainWait = '0.deviceFlow.authorized.backingOff'
const outageWait = '0.deviceFlow.error.backingOff'

const start = { type: 'start' }
const code = done(request, deviceAuthorization())
const legal = done(cooling, undefined)
const granted = done(poll, { type: 'granted', tokens: tokenSet() })

const signedIn = [start, code, legal, granted]
const outOfReach = [...signedIn, { type: 'refresh' }, failed(refresh, blip(afterTheToken))]

const paths = {
  idle: [],
  requesting: [start],
  'requesting.backingOff': [start, failed(request, blip(at))],
  awaitingUser: [start, code],
  'awaitingUser.backingOff': [start, code, legal, failed(poll, blip(stillUsable)), legal],
  'awaitingUser.expiring': [start, done(request, deviceAuthorization({ intervalMs: 5_000_000 }))],
  polling: [start, code, legal],
  authorized: signedIn,
  'authorized.held': [start, code, legal, done(poll, { type: 'granted', tokens: tokenSet({ refreshToken: null }) })],
  refreshing: [...signedIn, { type: 'refresh' }],
  'error (denied)': [start, code, legal, done(poll, { type: 'ended', error: new DeviceFlowError('denied', 'no') })],
  'authorized.backingOff': [...signedIn, { type: 'refresh' }, failed(refresh, blip(stillUsable))],
  'error.backingOff': outOfReach,
  'error.backingOff (hinted)': [...outOfReach, { type: 'hint' }],
  'error (offline with tokens)': [...outOfReach, done(outageWait, undefined)],
}

/** Where in the chart each path ends. */
const places: Record<keyof typeof paths, string> = {
  idle: 'idle',
  requesting: 'requesting.sending',
  'requesting.backingOff': 'requesting.backingOff',
  awaitingUser: 'awaitingUser.waiting',
  'awaitingUser.backingOff': 'awaitingUser.backingOff',
  'awaitingUser.expiring': 'awaitingUser.expiring',
  polling: 'polling',
  authorized: 'authorized.waitingForRefresh',
  'authorized.held': 'authorized.held',
  refreshing: 'refreshing',
  'error (denied)': 'error.ready',
  'authorized.backingOff': 'authorized.backingOff',
  'error.backingOff': 'error.backingOff',
  'error.backingOff (hinted)': 'error.backingOff',
  'error (offline with tokens)': 'error.ready',
}

function walk(events: readonly { type: string }[]): DeviceFlowSnapshot {
  let [snapshot] = initialTransition(deviceFlowMachine, {})
  for (const event of events) [snapshot] = transition(deviceFlowMachine, snapshot, event as never)
  return snapshot
}

function top(snapshot: DeviceFlowSnapshot): string {
  return typeof snapshot.value === 'string' ? snapshot.value : (Object.keys(snapshot.value)[0] ?? '')
}

/** A state value as a path, e.g. `awaitingUser.waiting`. */
function place(value: StateValue): string {
  if (typeof value === 'string') return value
  return Object.entries(value)
    .map(([name, child]) => `${name}.${place(child!)}`)
    .join()
}

const refused = new DeviceFlowError('signedOut', 'over', { error: 'invalid_grant' })

describe.each<[keyof typeof paths, [name: string, event: object, to: string, reason?: string][]]>([
  [
    'idle',
    [
      ['start', start, 'requesting'],
      ['cancel', { type: 'cancel' }, 'idle'],
      ['hint', { type: 'hint' }, 'idle'],
      ['retry', { type: 'retry' }, 'idle'],
      ['refresh', { type: 'refresh' }, 'idle'],
      ['signOut', { type: 'signOut' }, 'idle'],
    ],
  ],
  [
    'requesting',
    [
      ['a code', code, 'awaitingUser'],
      ['a first blip', failed(request, blip(at)), 'requesting'],
      [
        'an answer that makes no sense',
        failed(request, new DeviceFlowError('invalidResponse', '?')),
        'error',
        'invalidResponse',
      ],
      [
        'a blip that is not OAuth',
        failed(request, new TransientFault('invalidResponse', '?', { receivedAt: at })),
        'error',
        'offline',
      ],
      ['a bug', failed(request, new TypeError('bug')), 'error', 'unexpected'],
      ['cancel', { type: 'cancel' }, 'idle'],
      ['start again', start, 'requesting'],
    ],
  ],
  [
    'requesting.backingOff',
    [
      ['the wait is over', done(requestWait, undefined), 'requesting'],
      ['the clock fails', failed(requestWait, new Error('clock')), 'error', 'unexpected'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
  [
    'awaitingUser',
    [
      ['the interval has passed', legal, 'polling'],
      ['hint', { type: 'hint' }, 'awaitingUser'],
      ['the clock fails', failed(cooling, new Error('clock')), 'error', 'unexpected'],
      ['cancel', { type: 'cancel' }, 'idle'],
      ['start again', start, 'awaitingUser'],
      ['signOut', { type: 'signOut' }, 'awaitingUser'],
    ],
  ],
  [
    'awaitingUser.backingOff',
    [
      ['the wait is over', done(backingOff, undefined), 'polling'],
      ['hint', { type: 'hint' }, 'polling'],
      ['the clock fails', failed(backingOff, new Error('clock')), 'error', 'unexpected'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
  [
    'awaitingUser.expiring',
    [
      ['the code is dead', done(expiring, undefined), 'error', 'expired'],
      ['hint', { type: 'hint' }, 'awaitingUser'],
      ['the clock fails', failed(expiring, new Error('clock')), 'error', 'unexpected'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
  [
    'polling',
    [
      ['granted', granted, 'authorized'],
      ['pending', done(poll, { type: 'pending', receivedAt: stillUsable }), 'awaitingUser'],
      ['slow_down', done(poll, { type: 'slowDown', receivedAt: stillUsable }), 'awaitingUser'],
      ['pending after the deadline', done(poll, { type: 'pending', receivedAt: afterTheCode }), 'error', 'expired'],
      ['slow_down after the deadline', done(poll, { type: 'slowDown', receivedAt: afterTheCode }), 'error', 'expired'],
      ['denied', done(poll, { type: 'ended', error: new DeviceFlowError('denied', 'no') }), 'error', 'denied'],
      ['a blip', failed(poll, blip(stillUsable)), 'awaitingUser'],
      ['a blip after the deadline', failed(poll, blip(afterTheCode)), 'error', 'offline'],
      [
        'a Retry-After beyond the deadline',
        done(poll, { type: 'pending', receivedAt: stillUsable, retryAfterMs: 900_000 }),
        'error',
        'offline',
      ],
      ['a fatal fault', failed(poll, new DeviceFlowError('invalidResponse', '?')), 'error', 'invalidResponse'],
      ['a bug', failed(poll, new TypeError('bug')), 'error', 'unexpected'],
      ['hint', { type: 'hint' }, 'polling'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
  [
    'authorized',
    [
      ['time', done(refreshWait, undefined), 'refreshing'],
      ['the clock fails', failed(refreshWait, new Error('clock')), 'authorized'],
      ['refresh', { type: 'refresh' }, 'refreshing'],
      ['signOut', { type: 'signOut' }, 'idle'],
      ['cancel', { type: 'cancel' }, 'authorized'],
      ['start', start, 'authorized'],
    ],
  ],
  [
    'authorized.held',
    [
      ['refresh', { type: 'refresh' }, 'authorized'],
      ['signOut', { type: 'signOut' }, 'idle'],
      ['cancel', { type: 'cancel' }, 'authorized'],
    ],
  ],
  [
    'refreshing',
    [
      ['new tokens', done(refresh, { type: 'refreshed', tokens: tokenSet() }), 'authorized'],
      ['refused', done(refresh, { type: 'refused', error: refused }), 'error', 'signedOut'],
      ['a blip while the access token lives', failed(refresh, blip(stillUsable)), 'authorized'],
      ['a blip when it is dead', failed(refresh, blip(afterTheToken)), 'error', 'offline'],
      ['a bug', failed(refresh, new TypeError('bug')), 'error', 'unexpected'],
      ['refresh', { type: 'refresh' }, 'refreshing'],
      ['signOut', { type: 'signOut' }, 'idle'],
      ['cancel', { type: 'cancel' }, 'refreshing'],
    ],
  ],
  [
    'authorized.backingOff',
    [
      ['the wait is over', done(refreshAgainWait, undefined), 'refreshing'],
      ['the clock fails', failed(refreshAgainWait, new Error('clock')), 'authorized'],
      ['refresh', { type: 'refresh' }, 'authorized'],
      ['hint', { type: 'hint' }, 'authorized'],
      ['signOut', { type: 'signOut' }, 'idle'],
    ],
  ],
  [
    'error.backingOff',
    [
      ['the wait is over, and nobody asked', done(outageWait, undefined), 'error', 'offline'],
      ['the clock fails', failed(outageWait, new Error('clock')), 'error', 'offline'],
      ['retry', { type: 'retry' }, 'error', 'offline'],
      ['hint', { type: 'hint' }, 'error', 'offline'],
      ['start', start, 'requesting'],
      ['signOut', { type: 'signOut' }, 'idle'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
  [
    'error.backingOff (hinted)',
    [
      ['the wait is over', done(outageWait, undefined), 'refreshing'],
      ['the clock fails', failed(outageWait, new Error('clock')), 'error', 'offline'],
      ['signOut', { type: 'signOut' }, 'idle'],
    ],
  ],
  [
    'error (denied)',
    [
      ['start', start, 'requesting'],
      ['retry', { type: 'retry' }, 'requesting'],
      ['hint', { type: 'hint' }, 'error', 'denied'],
      ['signOut', { type: 'signOut' }, 'error', 'denied'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
  [
    'error (offline with tokens)',
    [
      ['start', start, 'requesting'],
      ['retry', { type: 'retry' }, 'refreshing'],
      ['hint', { type: 'hint' }, 'refreshing'],
      ['signOut', { type: 'signOut' }, 'idle'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
])('%s', (from, rows) => {
  test(`is where its path leads`, () => {
    expect(place(walk(paths[from]).value)).toBe(places[from])
  })

  test.each(rows)('%s', (_, event, to, reason) => {
    const snapshot = walk([...paths[from], event as { type: string }])
    expect(top(snapshot)).toBe(to)
    expect(snapshot.context.error?.reason).toBe(reason)
    expect(snapshot.status).toBe('active')
  })
})

test('every state in which a login can rest has its rows', () => {
  const rests = (node: typeof deviceFlowMachine.root): string[] => {
    const children = Object.values(node.states).flatMap((child) => rests(child as typeof node))
    return node.type === 'atomic' && !node.always ? [node.path.join('.')] : children
  }
  const missing = rests(deviceFlowMachine.root).filter((name) => !Object.values(places).includes(name))
  expect(missing, 'A path to each in `paths`, where it ends in `places`, and rows for what happens there').toEqual([])
})
