import { initialTransition, transition, type StateValue } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createScriptedServices, deviceAuthorization, tokenSet, virtualEpoch } from '@device-flow/testing/virtual'
import {
  createDeviceFlowMachine,
  DeviceFlowError,
  deviceFlowMachine,
  TransientFault,
  type DeviceFlowSnapshot,
} from '../src/index.ts'

const at = virtualEpoch
const stillUsable = at + 60_000
const afterTheCode = at + 900_001
const afterTheToken = at + 3_600_001

const done = (service: string, output?: unknown) => ({ type: `xstate.done.actor.services.${service}`, output })
const failed = (service: string, error: unknown) => ({ type: `xstate.error.actor.services.${service}`, error })
const blip = (receivedAt: number) => new TransientFault('offline', 'gone', { receivedAt })

const lost = (receivedAt: number, sentAt = receivedAt) =>
  new TransientFault('timeout', 'no answer', { receivedAt, sentAt })

const keptTokens = tokenSet({ accessToken: 'kept-token' })
const kept = { version: 1, type: 'signedIn', tokens: keptTokens, refreshInFlight: false } as const
const elsewhere = (session: unknown) => ({ type: 'sessionChanged', session })
const keptLogin = {
  version: 1,
  type: 'pending',
  authorization: deviceAuthorization(),
  intervalMs: 5_000,
  lastReplyAt: at,
} as const
const endedElsewhere = { type: 'sessionEnded', error: new DeviceFlowError('signedOut', 'over elsewhere') }

const restore = 'restoreSession'
const request = 'requestDeviceAuthorization'
const poll = 'pollToken'
const refresh = 'refreshTokens'

const start = { type: 'start' }
const code = done(request, deviceAuthorization())
const waited = done('sleep')
const clockFailed = failed('sleep', new Error('clock'))
const granted = done(poll, { type: 'granted', tokens: tokenSet() })

const nothingKept = done(restore)

const signedIn = [nothingKept, start, code, waited, granted]
const outOfReach = [...signedIn, { type: 'refresh' }, failed(refresh, blip(afterTheToken))]

const refused = new DeviceFlowError('signedOut', 'over', { error: 'invalid_grant' })

/** Each begins as services do that may have kept a session. */
const paths = {
  'idle.restoring': [],
  'idle.restoring (start is wanted)': [start],
  'error (what is kept cannot be read)': [failed(restore, new DeviceFlowError('storage', 'damaged'))],
  idle: [nothingKept],
  requesting: [nothingKept, start],
  'requesting.backingOff': [nothingKept, start, failed(request, blip(at))],
  awaitingUser: [nothingKept, start, code],
  'awaitingUser.backingOff': [nothingKept, start, code, waited, failed(poll, blip(stillUsable)), waited],
  'awaitingUser (no poll is legal in time)': [
    nothingKept,
    start,
    code,
    waited,
    done(poll, { type: 'slowDown', receivedAt: at + 800_000, intervalMs: 600_000 }),
  ],
  polling: [nothingKept, start, code, waited],
  authorized: signedIn,
  'authorized.held': [
    nothingKept,
    start,
    code,
    waited,
    done(poll, { type: 'granted', tokens: tokenSet({ refreshToken: null }) }),
  ],
  refreshing: [...signedIn, { type: 'refresh' }],
  'error (denied)': [
    nothingKept,
    start,
    code,
    waited,
    done(poll, { type: 'ended', error: new DeviceFlowError('denied', 'no') }),
  ],
  'authorized.backingOff': [...signedIn, { type: 'refresh' }, failed(refresh, blip(stillUsable))],
  'authorized.backingOff (reply lost)': [
    ...signedIn,
    { type: 'refresh' },
    failed(refresh, lost(stillUsable)),
    failed(refresh, lost(stillUsable)),
  ],
  'authorized.notRenewable': [
    ...signedIn,
    { type: 'refresh' },
    done(refresh, { type: 'refused', error: refused, receivedAt: stillUsable }),
  ],
  'error.backingOff': outOfReach,
  'error.backingOff (hinted)': [...outOfReach, { type: 'hint' }],
  'error (offline with tokens)': [...outOfReach, waited],
}

/** Where in the chart each path ends. */
const places: Record<keyof typeof paths, string> = {
  'idle.restoring': 'idle.restoring',
  'idle.restoring (start is wanted)': 'idle.restoring',
  'error (what is kept cannot be read)': 'error.ready',
  idle: 'idle.ready',
  requesting: 'requesting.sending',
  'requesting.backingOff': 'requesting.backingOff',
  awaitingUser: 'awaitingUser.waiting',
  'awaitingUser.backingOff': 'awaitingUser.backingOff',
  'awaitingUser (no poll is legal in time)': 'awaitingUser.waiting',
  polling: 'polling',
  authorized: 'authorized.waitingForRefresh',
  'authorized.held': 'authorized.held',
  refreshing: 'refreshing',
  'error (denied)': 'error.ready',
  'authorized.backingOff': 'authorized.backingOff',
  'authorized.backingOff (reply lost)': 'authorized.backingOff',
  'authorized.notRenewable': 'authorized.notRenewable',
  'error.backingOff': 'error.backingOff',
  'error.backingOff (hinted)': 'error.backingOff',
  'error (offline with tokens)': 'error.ready',
}

const machine = createDeviceFlowMachine(createScriptedServices({ restores: [] }))

function walk(events: readonly { type: string }[]): DeviceFlowSnapshot {
  let [snapshot] = initialTransition(machine, {})
  for (const event of events) [snapshot] = transition(machine, snapshot, event as never)
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

describe.each<[keyof typeof paths, [name: string, event: object, to: string, reason?: string][]]>([
  [
    'idle.restoring',
    [
      ['nothing is kept', nothingKept, 'idle'],
      ['a login is kept', done(restore, keptLogin), 'awaitingUser'],
      ['a session is kept', done(restore, kept), 'authorized'],
      ['what is kept cannot be read', failed(restore, new DeviceFlowError('storage', '?')), 'error', 'storage'],
      ['a bug', failed(restore, new TypeError('bug')), 'error', 'unexpected'],
      ['a sign-in elsewhere', elsewhere(kept), 'authorized'],
      ['start', start, 'idle'],
      ['hint', { type: 'hint' }, 'idle'],
      ['signOut', { type: 'signOut' }, 'idle'],
    ],
  ],
  [
    'idle.restoring (start is wanted)',
    [
      ['nothing is kept', nothingKept, 'requesting'],
      ['a login is kept', done(restore, keptLogin), 'awaitingUser'],
      ['a session is kept', done(restore, kept), 'authorized'],
      ['what is kept cannot be read', failed(restore, new DeviceFlowError('storage', '?')), 'error', 'storage'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
  [
    'error (what is kept cannot be read)',
    [
      ['retry', { type: 'retry' }, 'idle'],
      ['start', start, 'requesting'],
      ['cancel', { type: 'cancel' }, 'idle'],
      ['a sign-in elsewhere', elsewhere(kept), 'authorized'],
    ],
  ],
  [
    'idle',
    [
      ['start', start, 'requesting'],
      ['a sign-in elsewhere', elsewhere(kept), 'authorized'],
      ['a login elsewhere', elsewhere(keptLogin), 'idle'],
      ['a login elsewhere is given up', elsewhere(undefined), 'idle'],
      ['a session elsewhere ends', endedElsewhere, 'idle'],
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
      ['a sign-in elsewhere', elsewhere(kept), 'authorized'],
      ['a login elsewhere is given up', elsewhere(undefined), 'requesting'],
      ['cancel', { type: 'cancel' }, 'idle'],
      ['start again', start, 'requesting'],
    ],
  ],
  [
    'requesting.backingOff',
    [
      ['the wait is over', waited, 'requesting'],
      ['the clock fails', clockFailed, 'error', 'unexpected'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
  [
    'awaitingUser',
    [
      ['the interval has passed', waited, 'polling'],
      ['hint', { type: 'hint' }, 'awaitingUser'],
      ['the clock fails', clockFailed, 'error', 'unexpected'],
      ['cancel', { type: 'cancel' }, 'idle'],
      ['start again', start, 'awaitingUser'],
      ['signOut', { type: 'signOut' }, 'awaitingUser'],
      ['the person approved elsewhere', elsewhere(kept), 'authorized'],
      ['the login is given up elsewhere', elsewhere(undefined), 'idle'],
      ['another poll elsewhere', elsewhere(keptLogin), 'awaitingUser'],
      ['a session elsewhere ends', endedElsewhere, 'awaitingUser'],
    ],
  ],
  [
    'awaitingUser.backingOff',
    [
      ['the wait is over', waited, 'polling'],
      ['hint', { type: 'hint' }, 'polling'],
      ['the clock fails', clockFailed, 'error', 'unexpected'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
  [
    'awaitingUser (no poll is legal in time)',
    [
      ['the code is dead', waited, 'error', 'expired'],
      ['hint', { type: 'hint' }, 'awaitingUser'],
      ['the clock fails', clockFailed, 'error', 'unexpected'],
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
      [
        'a blip that the poll waits out',
        { type: `xstate.blip.actor.services.${poll}`, error: blip(stillUsable) },
        'polling',
      ],
      ['a blip after the deadline', failed(poll, blip(afterTheCode)), 'error', 'offline'],
      [
        'a Retry-After beyond the deadline',
        done(poll, { type: 'pending', receivedAt: stillUsable, retryAfterMs: 900_000 }),
        'error',
        'offline',
      ],
      ['a fatal fault', failed(poll, new DeviceFlowError('invalidResponse', '?')), 'error', 'invalidResponse'],
      ['a bug', failed(poll, new TypeError('bug')), 'error', 'unexpected'],
      ['the person approved elsewhere', elsewhere(kept), 'authorized'],
      ['the login is given up elsewhere', elsewhere(undefined), 'idle'],
      ['hint', { type: 'hint' }, 'polling'],
      ['cancel', { type: 'cancel' }, 'idle'],
    ],
  ],
  [
    'authorized',
    [
      ['time', waited, 'refreshing'],
      ['the clock fails', clockFailed, 'authorized'],
      ['refresh', { type: 'refresh' }, 'refreshing'],
      ['signOut', { type: 'signOut' }, 'idle'],
      ['cancel', { type: 'cancel' }, 'authorized'],
      ['start', start, 'authorized'],
      ['tokens renewed elsewhere', elsewhere(kept), 'authorized'],
      ['a login elsewhere is given up', elsewhere(undefined), 'authorized'],
      ['signed out elsewhere', endedElsewhere, 'error', 'signedOut'],
      ['it is kept, at last', { type: 'sessionSaved' }, 'authorized'],
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
      [
        'refused, and it is known when',
        done(refresh, { type: 'refused', error: refused, receivedAt: at }),
        'authorized',
      ],
      [
        'refused when the access token is dead',
        done(refresh, { type: 'refused', error: refused, receivedAt: afterTheToken }),
        'error',
        'signedOut',
      ],
      ['a lost reply within the grace', failed(refresh, lost(stillUsable)), 'refreshing'],
      ['a lost reply after the grace', failed(refresh, lost(stillUsable, at)), 'authorized'],
      ['tokens renewed elsewhere', elsewhere(kept), 'authorized'],
      ['signed out elsewhere', endedElsewhere, 'error', 'signedOut'],
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
      ['the wait is over', waited, 'refreshing'],
      ['the clock fails', clockFailed, 'authorized'],
      ['refresh', { type: 'refresh' }, 'authorized'],
      ['hint', { type: 'hint' }, 'authorized'],
      ['signOut', { type: 'signOut' }, 'idle'],
    ],
  ],
  [
    'authorized.backingOff (reply lost)',
    [
      ['the wait is over', waited, 'authorized'],
      ['refresh', { type: 'refresh' }, 'authorized'],
    ],
  ],
  [
    'authorized.notRenewable',
    [
      ['the access token dies', waited, 'error', 'signedOut'],
      ['refresh', { type: 'refresh' }, 'error', 'signedOut'],
      ['the clock fails', clockFailed, 'authorized'],
      ['signed in anew elsewhere', elsewhere(kept), 'authorized'],
      ['hint', { type: 'hint' }, 'authorized'],
      ['signOut', { type: 'signOut' }, 'idle'],
    ],
  ],
  [
    'error.backingOff',
    [
      ['the wait is over, and nobody asked', waited, 'error', 'offline'],
      ['the clock fails', clockFailed, 'error', 'offline'],
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
      ['the wait is over', waited, 'refreshing'],
      ['the clock fails', clockFailed, 'error', 'offline'],
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
      ['tokens renewed elsewhere', elsewhere(kept), 'authorized'],
      ['signed out elsewhere', endedElsewhere, 'error', 'signedOut'],
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

test('the end of an actor that somebody else called `sleep` is no reason to poll', () => {
  const waiting = walk(paths.awaitingUser)
  const [after] = transition(machine, waiting, { type: 'xstate.done.actor.sleep', output: undefined } as never)
  expect(top(after)).toBe('awaitingUser')
})
