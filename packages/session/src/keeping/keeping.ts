import type { DeviceSession, Secret, SessionNotice } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { isPollUnderWay } from '../record/life.ts'
import type { Ended, PendingLogin } from '../record/record.ts'
import { toSession } from '../record/to-session.ts'
import type { SessionServices } from '../in-flight.ts'
import type { Lock } from '../locks/lock.ts'
import type { Store } from '../stores/store.ts'
import { ofLogin } from './contents.ts'
import type { Change, Changed, Contents } from './contents.ts'
import type { KeptRecord, Reading } from './kept-record.ts'
import { paceOf } from './known-pace.ts'
import type { KnownPace } from './known-pace.ts'

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
  /** What the chart has been told last. */
  shown: Contents
  /** The last write of our own that is told by whoever made it. Never rejects. */
  ownWrite?: Promise<unknown> | undefined
  /** Our own turn to refresh, while it lasts: until what came of it is kept, and the lock is given back. Never rejects. */
  turn?: Promise<unknown> | undefined
  /** The refresh that was asked for last. Never rejects. */
  refreshing?: Promise<unknown> | undefined
  /** By access token, which sign-in the tokens are of that the chart has been given. */
  readonly sessions: WeakMap<Secret, string>
  /** The device code that was stored, or read: when it is no longer there, others have given it up. */
  storedCode?: string | undefined
  /** The sign-in that was kept when the login began: another one is what became of the login. */
  idBefore?: string | undefined
  /** The device code that this process has asked for itself. */
  askedFor?: string | undefined
  /** The device code of the login that this process has given up. */
  givenUp?: string | undefined
  /** The login that waits, as this process knows it: with what could not be written of its own polls. */
  held?: PendingLogin | undefined
  /** The pace that the chart reckons with. */
  known?: KnownPace | undefined
  /** Nothing could be read or written when a poll was due: what is kept may not have the last polls of others. */
  isUnsure?: boolean
  /** Since when nothing can be read or written: wall clock, ms since the epoch. */
  awaySince?: number | undefined
  /** What is held of our polls is written later. */
  isNoteLate?: boolean
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

/** Notes what the chart is about to be told, and hands it on. */
export function noteShown<Result extends Pick<Changed, 'contents'>>(keeping: Keeping, result: Result): Result {
  keeping.shown = result.contents
  return result
}

/**
 * Makes a change of our own, and notes what comes of it as told: whoever made it tells the chart. A notice of it would come sooner, while
 * the write is on its way to the disk and the lock is held, and a process that ends with the token would leave both undone.
 */
export async function keepOwn(keeping: Keeping, ...change: Parameters<KeptRecord['keep']>): Promise<Changed> {
  const kept = keeping.record.keep(...change).then((changed) => noteShown(keeping, changed))
  keeping.ownWrite = kept
  return kept
}

/** The same outside the lock: the others are told at once. */
export async function keepAndTell(keeping: Keeping, change: Change): Promise<Changed> {
  const changed = await keepOwn(keeping, change)
  if (changed.isApplied) tellOthers(keeping)
  return changed
}

/** Ends a login that waits, for all. Whoever is signed in stays so. At the end of its code, one that another polls still is left alone. */
export async function endLogin(keeping: Keeping, code: string, ended: Ended): Promise<void> {
  if (keeping.held?.authorization.deviceCode === code) keeping.held = undefined
  if (ended.by === 'cancel') keeping.givenUp = code
  await keepAndTell(
    keeping,
    ofLogin(code, (pending, rest) => {
      if (isLeftToOthers(keeping, pending, ended)) return undefined
      return rest.signedIn ? rest : { ended }
    }),
  )
}

/** As a code ends, its last poll may be on its way in another process, and bring the tokens. That one ends the login then. */
function isLeftToOthers({ owner }: Keeping, pending: PendingLogin, { at, by }: Ended): boolean {
  const isCodeOver = by === 'cancel' && at >= pending.authorization.expiresAt
  return isCodeOver && pending.poll?.owner !== owner && isPollUnderWay(pending, at)
}

/** The session that is kept, for the chart to hold from now on; undefined when there is none that is of any use. */
export function sessionToHold(keeping: Keeping, { contents, isSaved }: Reading): DeviceSession | undefined {
  const session = toSession(contents, keeping.clock.now(), keeping.services.client)
  if (session?.type !== 'signedIn' || !contents.signedIn) return session
  keeping.sessions.set(session.tokens.accessToken, contents.signedIn.id)
  return { ...session, unsaved: !isSaved }
}

/** Notes the pending login that the chart is about to be given, and at which pace. */
export function holdLogin(
  keeping: Keeping,
  { signedIn }: Contents,
  pending: PendingLogin,
  known = paceOf(pending),
): void {
  keeping.storedCode = pending.authorization.deviceCode
  keeping.held = pending
  keeping.known = known
  keeping.isUnsure = false
  keeping.idBefore = signedIn?.id
}
