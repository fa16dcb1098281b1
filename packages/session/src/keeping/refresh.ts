import { isTransientFault } from '@device-flow/machine'
import type { RefreshOutcome, TokenSet } from '@device-flow/machine'
import type { SignedIn } from '../record/record.ts'
import { readableTokens } from '../record/readable.ts'
import { randomName } from '../random-name.ts'
import { SessionStoreError } from '../stores/store-error.ts'
import { storeFailure } from './ends.ts'
import { keepOwn, quietly } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import type { Reading } from './kept-record.ts'
import { knownOutcome, readOutcome } from './known-outcome.ts'
import { busyFault, refreshInTurn } from './refresh-in-turn.ts'
import { endTurn } from './end-turn.ts'
import type { Turn } from './turn.ts'
import { waitForLock } from './wait-for-lock.ts'

/** How long the lock is waited for: longer than a refresh may take (30 s). */
const WAIT_MS = 35_000
/** After how long it may be taken from its holder: longer than a refresh and its write. */
const LEASE_MS = 60_000

/** Renews the tokens, or takes those that another tab or process has renewed. */
export function refreshTokens(keeping: Keeping, tokens: TokenSet): Promise<RefreshOutcome> {
  // One at a time: the lock and the intent tell keepers apart, not the callers of one.
  const refresh = Promise.resolve(keeping.refreshing).then(() => refreshOnce(keeping, tokens))
  keeping.refreshing = quietly(refresh)
  return refresh.catch((error: unknown) => {
    if (!(error instanceof SessionStoreError)) throw error
    const failure = storeFailure(keeping, error)
    if (isTransientFault(failure)) throw failure
    // The access token is used to its end.
    return { type: 'refused', error: failure, receivedAt: keeping.clock.now() }
  })
}

async function refreshOnce(keeping: Keeping, tokens: TokenSet): Promise<RefreshOutcome> {
  const { record } = keeping
  const held = await identify(keeping, tokens)
  let reading = await record.read()
  if (!reading.isSaved) {
    await quietly(record.change((contents) => contents))
    reading = await record.read()
  }
  // R1 (the numbers are those of docs/behaviours.md): most of those who wake at one moment find the work done, and need no lock.
  const known = await knownOutcome(keeping, reading, held)
  if (known) return known
  const turn = keeping.keptTurn?.take() ?? (await waitForTurn(keeping, held, reading))
  if (turn.answer === 'held') return (await readOutcome(keeping, held)) ?? Promise.reject(busyFault(keeping))
  const outcome = takeTurn(keeping, held, turn)
  keeping.turn = quietly(outcome).finally(() => (keeping.turn = undefined))
  return outcome
}

async function waitForTurn(keeping: Keeping, held: SignedIn, { isSaved }: Reading): Promise<Turn> {
  const wait = { name: keeping.key, waitMs: WAIT_MS, leaseMs: LEASE_MS }
  // Tokens that could not be stored nobody else has: no lock can help.
  const answer = isSaved
    ? await waitForLock(keeping, wait, async () => !!(await readOutcome(keeping, held)))
    : 'impossible'
  return { answer, until: keeping.clock.monotonic() + LEASE_MS }
}

async function takeTurn(keeping: Keeping, held: SignedIn, turn: Turn): Promise<RefreshOutcome> {
  try {
    return await refreshInTurn(keeping, held, turn)
  } catch (error) {
    // One that was stopped, and finds its deadline over, has what others have renewed meanwhile.
    const known = await readOutcome(keeping, held).catch(() => undefined)
    if (known) return known
    throw error
  } finally {
    await endTurn(keeping, turn)
  }
}

/** The session of the tokens, as the chart holds it. One that comes from elsewhere, where nothing is kept, begins to be kept. */
async function identify(keeping: Keeping, tokens: TokenSet): Promise<SignedIn> {
  const id = keeping.sessions.get(tokens.accessToken)
  const held: SignedIn = { id: id ?? randomName(), tokens: readableTokens(tokens, keeping.clock.now()) }
  if (id !== undefined) return held
  const { contents } = await keepOwn(keeping, (before) =>
    before.signedIn || before.ended ? before : { ...before, signedIn: held },
  )
  return { ...held, id: contents.signedIn?.id ?? held.id }
}
