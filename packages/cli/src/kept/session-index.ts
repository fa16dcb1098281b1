import type { DeviceFlowClient } from '@device-flow/machine'
import { SessionStoreError } from '@device-flow/node/store'
import type { StoredValue, StoreReader } from '@device-flow/node/store'
import { isRecord } from '@device-flow/untrusted'
import { storeKinds } from './store-kinds.ts'
import type { StoreKind } from './store-kinds.ts'
import { indexFolder, openIndexReader, openIndexStore } from './stores.ts'
import type { KeptIo } from './stores.ts'

/** What becomes of an entry in which nobody is signed in. */
const states = ['begun', 'signedOut'] as const

/** Where a session is kept, and whose it is. No secret is in it. */
export interface SessionEntry {
  /** The key of its record. */
  readonly key: string
  readonly client: DeviceFlowClient
  /** The store that its record is in. */
  readonly store: StoreKind
  readonly profile?: string
  /** The login named endpoints and no issuer: the `server` of the client is one of them, and no address to sign in at. */
  readonly hasNoIssuer?: true
  /** The arguments by which the login named its provider: `--provider auth0 --tenant example`. Absent where it named none. */
  readonly provider?: readonly string[]
  /**
   * `begun` while nobody has ever signed in to it: it goes when that comes to nothing. `signedOut` when somebody had: it says where the
   * next login without flags is, and stands in no other's way. Absent of a session that is in use.
   */
  readonly state?: (typeof states)[number]
}

/** Which sessions are kept, so that a command finds the one that is meant: a store cannot list what it holds. */
export interface SessionIndex {
  readonly sessions: readonly SessionEntry[]
  /** The key of the last one that somebody signed in to. */
  readonly last?: string | undefined
  /** The key of the last login that waits for its person. */
  readonly pending?: string | undefined
}

/** The key of the list in its store. */
export const INDEX_KEY = 'sessions'
const VERSION = 1
const TRIES = 50

/**
 * Reads which sessions are kept.
 *
 * @throws SessionStoreError when that cannot be read, or makes no sense
 */
export async function readIndex(io: KeptIo): Promise<SessionIndex> {
  return decode(await storedIn(await openIndexReader(io), io), io)
}

/**
 * Changes which sessions are kept. Others may do that at the same time: `change` is then asked again, with what they have written.
 *
 * @throws SessionStoreError when it cannot be read or written
 */
export async function updateIndex(io: KeptIo, change: (index: SessionIndex) => SessionIndex): Promise<void> {
  const store = openIndexStore(io)
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await storedIn(store, io)
    const revision = before?.revision ?? 0
    const text = JSON.stringify({ version: VERSION, ...change(decode(before, io)) })
    if (text === before?.text || (await store.writeIf(INDEX_KEY, revision, { revision: revision + 1, text }))) return
  }
  throw new SessionStoreError('unavailable', 'The list of sessions is being written by others all the time. Try again.')
}

/** With this entry in place of what had its key, or the name of its profile. */
export function withEntry(index: SessionIndex, entry: SessionEntry): SessionIndex {
  const { key, profile } = entry
  const others = index.sessions.filter(
    (other) => other.key !== key && (profile === undefined || other.profile !== profile),
  )
  return { ...index, sessions: [...others, entry] }
}

/** Once nobody is signed in there any more. Where it was stays known, if somebody ever had signed in. */
export function withSignedOut(index: SessionIndex, key: string): SessionIndex {
  const entry = entryOf(index, key)
  if (!entry || entry.state === 'begun') return withoutEntry(index, key)
  const { last, pending } = index
  return {
    ...withEntry(index, { ...entry, state: 'signedOut' }),
    last,
    pending: pending === key ? undefined : pending,
  }
}

/** The entry with this key. */
export function entryOf({ sessions }: SessionIndex, key: string | undefined): SessionEntry | undefined {
  return sessions.find((entry) => entry.key === key)
}

/** Without what has this key. */
function withoutEntry({ sessions, last, pending }: SessionIndex, gone: string): SessionIndex {
  return {
    sessions: sessions.filter(({ key }) => key !== gone),
    last: last === gone ? undefined : last,
    pending: pending === gone ? undefined : pending,
  }
}

function storedIn(store: StoreReader, io: KeptIo): Promise<StoredValue | undefined> {
  return store.read(INDEX_KEY).catch((error: unknown) => {
    // A store says of any record that to sign in again moves it aside. This one is no session.
    throw error instanceof SessionStoreError && error.problem === 'damaged' ? damaged(io) : error
  })
}

function decode(stored: StoredValue | undefined, io: KeptIo): SessionIndex {
  if (!stored) return { sessions: [] }
  const index = parse(stored.text)
  if (!isRecord(index) || !Array.isArray(index['sessions'])) throw damaged(io)
  if (index['version'] !== VERSION) {
    throw new SessionStoreError(
      'otherVersion',
      'The sessions here were kept by another version of device-flow. Use that.',
    )
  }
  const { sessions, last, pending } = index
  if (!sessions.every(isEntry)) throw damaged(io)
  return {
    sessions,
    ...(typeof last === 'string' && { last }),
    ...(typeof pending === 'string' && { pending }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isEntry(value: unknown): value is SessionEntry {
  if (!isRecord(value) || !isRecord(value['client'])) return false
  const { key, store, profile, client, state, provider = [] } = value
  const { server, clientId, scope = '', audience = '', resources = [] } = client
  return (
    storeKinds.some((kind) => kind === store) &&
    (state === undefined || states.some((one) => one === state)) &&
    [key, server, clientId, scope, audience, profile ?? ''].every((text) => typeof text === 'string') &&
    [provider, resources].every(
      (texts) => Array.isArray(texts) && texts.every((text: unknown) => typeof text === 'string'),
    )
  )
}

function damaged(io: KeptIo): SessionStoreError {
  return new SessionStoreError(
    'damaged',
    `The list of sessions in ${indexFolder(io)} is damaged: cut off, or changed by something else. The sessions themselves are not in it. Run device-flow login: it moves the list aside, and makes a new one of what is kept.`,
  )
}
