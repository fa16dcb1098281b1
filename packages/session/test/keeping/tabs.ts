import type { DeviceSession, RefreshOutcome, SessionNotice, TokenSet } from '@device-flow/machine'
import { systemClock } from '@device-flow/machine/clock'
import { createVirtualClock } from '@device-flow/testing'
import type { VirtualClock } from '@device-flow/testing'
import { inProcessLock, memoryStore, withSession } from '../../src/index.ts'
import type { KeptServices, Lock, Store, WithSessionOptions } from '../../src/index.ts'
import { loadRequests } from '../../src/keeping/load-requests.ts'
import { decodeRecord, sessionKey } from '../../src/record/index.ts'
import type { SessionRecord } from '../../src/record/index.ts'
import { ModelServer } from './model-server.ts'
import type { ModelOptions } from './model-server.ts'

// Before any test: where no virtual time passes, nothing waits for a file that is read.
await loadRequests(systemClock)

/** Where no lock can be had: what then holds, the compare-and-set holds. */
export const impossibleLock: Lock = { acquire: async () => 'impossible' }

/** Lets a lock that is only in the way of refreshes keep nobody from signing in. */
export function lockOfRefresh(lock: Lock): Lock {
  return { acquire: (name, request) => (name === KEY ? lock : impossibleLock).acquire(name, request) }
}

/** The locks under which everything holds; how many requests are sent, only with the first. */
export const locks: readonly (readonly [string, (clock: VirtualClock) => Lock])[] = [
  ['a lock', inProcessLock],
  ['no lock possible', () => impossibleLock],
]

export const CLIENT = { server: 'https://as.example/', clientId: 'tv' }
export const KEY = sessionKey(CLIENT)

/** One tab or process. */
export interface Tab {
  services: KeptServices
  notices: SessionNotice[]
  /** What it restores. */
  restore(): Promise<DeviceSession | undefined>
  /** The tokens that it restores. */
  tokens(): Promise<TokenSet>
}

/** Tabs over one store, against one server, on virtual time. */
export interface Tabs {
  clock: VirtualClock
  server: ModelServer
  store: Store
  open(options?: Partial<WithSessionOptions>): Tab
  /** A tab that has signed in. */
  signedIn(): Promise<Tab>
  /** What is stored. */
  stored(): Promise<SessionRecord | undefined>
  /** Changes what is stored, as another program would. */
  edit(change: (record: SessionRecord) => SessionRecord): Promise<void>
}

export const call = { signal: new AbortController().signal }

export function tabs(makeLock: (clock: VirtualClock) => Lock = inProcessLock, options: ModelOptions = {}): Tabs {
  const clock = createVirtualClock()
  const server = new ModelServer(clock, options)
  const store: Store = memoryStore()
  const lock = makeLock(clock)

  function open(more: Partial<WithSessionOptions> = {}): Tab {
    const services = withSession(server.services(), { store, lock, clock, ...more })
    const notices: SessionNotice[] = []
    services.session.watch((notice) => notices.push(notice))
    const restore = (): Promise<DeviceSession | undefined> => services.session.restore(call)
    return {
      services,
      notices,
      restore,
      async tokens() {
        const session = await restore()
        if (session?.type !== 'signedIn') throw new Error('Nobody is signed in')
        return session.tokens
      },
    }
  }

  return {
    clock,
    server,
    store,
    open,
    async signedIn() {
      const tab = open()
      const authorization = await tab.services.requestDeviceAuthorization({}, call)
      server.approved = true
      const outcome = await tab.services.pollToken(authorization, call)
      if (outcome.type !== 'granted') throw new Error(`The poll brought ${outcome.type}`)
      return tab
    },
    async stored() {
      const value = await store.read(KEY)
      return value && decodeRecord(value.text)
    },
    async edit(change) {
      const value = await store.read(KEY)
      if (!value) throw new Error('Nothing is stored')
      const text = JSON.stringify(change(decodeRecord(value.text)))
      await store.writeIf(KEY, value.revision, { revision: value.revision + 1, text })
    },
  }
}

/** The access token that a refresh brought. */
export function accessTokenOf(outcome: RefreshOutcome): string {
  if (outcome.type !== 'refreshed') throw new Error(`Refused: ${outcome.error.message}`)
  return outcome.tokens.accessToken.reveal()
}

/** What a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => Promise.reject(new Error(`It did not fail: ${JSON.stringify(value)}`)),
    (error: unknown) => error,
  )
}
