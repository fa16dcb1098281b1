import type { DeviceSession, Secret, SessionNotice } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { toSession } from '../record/to-session.ts'
import type { SessionServices } from '../in-flight.ts'
import type { Lock } from '../locks/lock.ts'
import type { Store } from '../stores/store.ts'
import type { Changed, Contents } from './contents.ts'
import type { KeptRecord, Reading } from './kept-record.ts'
import type { KeptTurn } from './turn.ts'
import type { WaitingLogin } from './waiting-login.ts'

/** What the parts of one keeper share. */
export interface Keeping {
  /** Those underneath, which send the requests. */
  readonly services: SessionServices
  readonly store: Store
  readonly lock: Lock | undefined
  readonly key: string
  readonly clock: Clock
  readonly record: KeptRecord
  /** A random name of this keeper: what it has in flight is told from what others have. */
  readonly owner: string
  /** The charts that are told what others do. */
  readonly listeners: Set<(notice: SessionNotice) => void>
  /** Nothing could be read, so it is looked again later: ends that. */
  stopLooking?: (() => void) | undefined
  /** What the chart has been told last. */
  shown: Contents
  /** The last write of our own that is told by whoever made it. Never rejects. */
  ownWrite?: Promise<unknown> | undefined
  /** Our own turn to refresh, while it lasts: until what came of it is kept, and the lock is given back. Never rejects. */
  turn?: Promise<unknown> | undefined
  /** The turn before, while its lock is kept: what came of it is in memory only. */
  keptTurn?: KeptTurn | undefined
  /** The refresh that was asked for last. Never rejects. */
  refreshing?: Promise<unknown> | undefined
  /** What goes on behind the chart's back: tokens that came too late are revoked, say. None of it rejects. */
  readonly behind: Set<Promise<unknown>>
  /** By access token, which sign-in the tokens are of that the chart has been given. */
  readonly sessions: WeakMap<Secret, string>
  /** The login that waits, or was the last to. */
  login?: WaitingLogin | undefined
}

/** What stands behind the services of `withSession`: for what few programs ask of them, so that the others do not load it. */
export const keepings = new WeakMap<object, Keeping>()

/** Tells the chart. */
export function tell({ listeners }: Keeping, notice: SessionNotice): void {
  for (const listener of listeners) listener(notice)
}

/** Tells other tabs and processes that the record was changed. Called when the lock is given back: they read at once. */
export function tellOthers({ store, key }: Keeping): void {
  try {
    store.notify?.(key)
  } catch {
    // They will see it at their next request.
  }
}

/** Lets work go on behind everyone's back. Never rejects. */
export function quietly(work: Promise<unknown>): Promise<unknown> {
  return work.catch(() => {})
}

/** The same for what whoever leaves is to wait for. */
export function behind(keeping: Pick<Keeping, 'behind'>, work: Promise<unknown>): void {
  const done = quietly(work).finally(() => keeping.behind.delete(done))
  keeping.behind.add(done)
}

/** Notes what the chart is about to be told, and hands it on. */
export function noteShown<Result extends Pick<Changed, 'contents'>>(keeping: Keeping, result: Result): Result {
  keeping.shown = result.contents
  return result
}

/** The same of what is about a login: a session that others have kept meanwhile, the chart does not hear of by that. */
export function noteLogin<Result extends Pick<Changed, 'contents'>>(keeping: Keeping, result: Result): Result {
  keeping.shown = { ...result.contents, signedIn: keeping.shown.signedIn }
  return result
}

/**
 * Makes a change of our own, and notes what comes of it as told: whoever made it tells the chart. A notice of it would come sooner, while
 * the write is on its way to the disk and the lock is held, and a process that ends with the token would leave both undone.
 */
export function keepOwn(keeping: Keeping, ...change: Parameters<KeptRecord['keep']>): Promise<Changed> {
  return asOwnWrite(
    keeping,
    keeping.record.keep(...change).then((changed) => noteShown(keeping, changed)),
  )
}

/** The same of a change that is about a login. */
export function keepLogin(keeping: Keeping, ...change: Parameters<KeptRecord['keep']>): Promise<Changed> {
  return asOwnWrite(
    keeping,
    keeping.record.keep(...change).then((changed) => noteLogin(keeping, changed)),
  )
}

function asOwnWrite(keeping: Keeping, kept: Promise<Changed>): Promise<Changed> {
  keeping.ownWrite = kept
  return kept
}

/** The session that is kept, for the chart to hold from now on; undefined when there is none that is of any use. */
export function sessionToHold(keeping: Keeping, { contents, isSaved }: Reading): DeviceSession | undefined {
  const session = toSession(contents, keeping.clock.now(), keeping.services.client)
  if (session?.type !== 'signedIn' || !contents.signedIn) return session
  keeping.sessions.set(session.tokens.accessToken, contents.signedIn.id)
  return { ...session, unsaved: !isSaved }
}
