import type { InspectionTransport } from '../src/index.ts'
import { deviceAuthorization, tokenSet, virtualEpoch } from '@device-flow/testing'
import { watchedLogin } from './support.ts'
import type { WatchedLogin, WatchedLoginOptions } from './support.ts'

interface LoginCase extends Omit<WatchedLoginOptions, 'transport' | 'transports'> {
  /** What happens before the first decision. */
  meanwhile?: (login: WatchedLogin) => Promise<void>
  /** What happens after the first decision. */
  afterwards?: (login: WatchedLogin) => Promise<void>
  end: string
}

const authorization = deviceAuthorization()
const soonDead = { expiresInMs: 20_000 }

/** Logins of every kind, by what happens in them. */
export const logins: Record<string, LoginCase> = {
  approve: { script: { polls: ['pending', 'pending', 'granted'] }, end: 'authorized' },
  'kept sessions, and none is there': {
    script: { restores: ['nothing'], polls: ['pending', 'granted'] },
    end: 'authorized',
  },
  deny: { script: { polls: ['pending', 'denied'] }, end: 'error' },
  'slow down': {
    script: { polls: ['slowDown', { slowDown: { intervalMs: 22_000, retryAfterMs: 30_000 } }, 'granted'] },
    end: 'authorized',
  },
  blips: {
    script: {
      authorizations: [{ fault: 'offline' }, 'ok'],
      polls: [
        { fault: 'offline' },
        { fault: 'rateLimited', retryAfterMs: 9_000 },
        { fault: 'invalidResponse' },
        { after: 3_000, do: { fault: 'serverError' } },
        'granted',
      ],
    },
    end: 'authorized',
  },
  'a hint during back-off': {
    script: { polls: [{ fault: 'timeout' }, { fault: 'timeout' }, 'granted'] },
    async meanwhile({ actor, clock }) {
      await clock.advance(7_000)
      actor.send({ type: 'hint' })
      await clock.runUntil(() => actor.getSnapshot().matches({ awaitingUser: 'backingOff' }))
      actor.send({ type: 'hint' })
    },
    end: 'authorized',
  },
  expiry: { script: { authorizations: [{ ok: soonDead }] }, end: 'error' },
  'a renewed code': {
    script: { authorizations: [{ ok: soonDead }, 'ok'], polls: ['pending', 'pending', 'expired', 'granted'] },
    input: { renewals: 1 },
    end: 'authorized',
  },
  offline: {
    script: { polls: Array.from({ length: 6 }, () => ({ fault: 'offline' })) },
    input: { blipBudget: 3 },
    end: 'error',
  },
  'no end of blips': {
    script: {
      authorizations: [{ ok: { expiresInMs: 120_000 } }],
      polls: Array.from({ length: 40 }, () => ({ fault: 'offline' })),
    },
    input: { blipBudget: Number.POSITIVE_INFINITY },
    end: 'error',
  },
  'a bug': { script: { polls: ['pending', 'unexpected'] }, end: 'error' },
  'a server that is not set up': {
    script: { authorizations: [{ error: 'unsupported', code: 'unauthorized_client' }] },
    end: 'error',
  },
  'another try': {
    script: { polls: ['denied', 'granted'] },
    async afterwards({ actor, clock, state }) {
      actor.send({ type: 'retry' })
      await clock.runUntil(() => state() === 'authorized')
    },
    end: 'authorized',
  },
  refresh: {
    script: {
      polls: ['granted'],
      refreshes: ['refreshed', { fault: 'offline' }, { refreshed: { expiresInMs: 90_000 } }, 'refused'],
    },
    async afterwards({ actor, clock, state }) {
      actor.send({ type: 'refresh' })
      await clock.runUntil(() => state() === 'error')
    },
    end: 'error',
  },
  'signing out': {
    script: { polls: ['granted'] },
    async afterwards({ actor, clock }) {
      actor.send({ type: 'signOut' })
      await clock.advance(1_000)
      actor.stop()
      await clock.advance(0)
    },
    end: 'idle',
  },
  'a restored login': {
    input: {
      session: { version: 1, type: 'pending', authorization, intervalMs: 10_000, lastReplyAt: virtualEpoch },
    },
    script: { polls: ['pending', 'granted'] },
    end: 'authorized',
  },
  'a restored session': {
    input: { session: { version: 1, type: 'signedIn', tokens: tokenSet(), refreshInFlight: false } },
    async afterwards({ clock }) {
      await clock.advance(4_000_000)
    },
    end: 'authorized',
  },
}

/** Runs one of them to its end, and closes the inspector. */
export async function runLogin(
  name: string,
  options: { transports: InspectionTransport[] } & Partial<WatchedLoginOptions>,
): Promise<WatchedLogin> {
  const { meanwhile, afterwards, end, ...setup } = logins[name] ?? { end: 'no such login' }
  const login = watchedLogin({ ...setup, ...options })
  login.start()
  await meanwhile?.(login)
  await login.decided()
  await afterwards?.(login)
  await login.inspector.close()
  if (login.state() !== end) throw new Error(`${name} ended in ${login.state()}, not in ${end}`)
  return login
}
