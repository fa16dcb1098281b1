import { toView } from '@device-flow/machine'
import type { SessionRecord } from '../../src/record/index.ts'
import type { Grant } from './login-server.ts'
import type { LoginStorm, Run } from './login-storm.ts'

/** So long after it has brought a grant, a process whose store is well may die, and the grant is kept. */
const KEPT_AFTER_MS = 5_000

/** More store calls in 10 s are a loop. */
const MOST_CALLS = 120

/** What must not have happened in a storm that is over, in words. */
export async function complaintsAbout(storm: LoginStorm): Promise<string[]> {
  const record = await storm.stored()
  const { early, grants } = storm.server
  const complaints: [boolean, string][] = [
    [early > 0 && !storm.isLopsided, 'a poll came too early'],
    [storm.needlessCodes > 0, 'a code was asked for beside one that waits'],
    ...grants.flatMap((grant) => aboutGrant(storm, grant, record)),
    ...storm.living.flatMap((run) => aboutRun(storm, run, record)),
  ]
  return complaints.filter(([happened]) => happened).map(([, complaint]) => complaint)
}

function aboutGrant(storm: LoginStorm, grant: Grant, record: SessionRecord | undefined): [boolean, string][] {
  const { cancels, signOuts, runs, server } = storm
  const { signedIn } = record ?? {}
  const isSignedIn = signedIn?.tokens.refreshToken === grant.name
  const isKept = isSignedIn || (signedIn?.replaced?.some(({ refreshToken }) => refreshToken === grant.name) ?? false)
  const by = runs.find(({ name }) => name === grant.by)
  const { deliveredAt } = grant
  const couldKeep = !by || by.diedAt === Infinity || (deliveredAt !== undefined && hadTime(by, deliveredAt))
  const isOnePerson = new Set(server.codes.map(({ person }) => person ?? 'ann')).size === 1
  const isNobodysWish = isOnePerson && cancels.length + signOuts.length === 0
  // In an outage, another may sign in by the code before the others can know that it was given up.
  const wasCancelled = cancels.some(
    ({ held, at, run, wasSlow }) =>
      held === grant.code && at < grant.at && !wasSlow && isWell(run, at) && run.diedAt === Infinity,
  )
  const wasSignedOut = signOuts.some(({ held, run }) => held === grant.name && run.diedAt === Infinity)
  return [
    [deliveredAt !== undefined && couldKeep && !isKept && !grant.isRevoked, 'a grant is neither kept nor revoked'],
    [deliveredAt !== undefined && grant.isRevoked === true && isNobodysWish, 'a grant was thrown away'],
    [isSignedIn && wasCancelled, 'somebody is signed in by a login that was given up'],
    [wasSignedOut && !grant.isRevoked, 'somebody signed out, and the tokens live'],
    [wasSignedOut && isKept, 'somebody signed out, and the session is kept'],
  ]
}

function aboutRun(storm: LoginStorm, run: Run, record: SessionRecord | undefined): [boolean, string][] {
  const { world, server, signOuts } = storm
  const snapshot = run.actor.getSnapshot()
  const { tokens, unsaved } = snapshot.context
  const { status } = toView(snapshot)
  const isOfAnother = snapshot.context.error?.message.startsWith('Somebody else has signed in') === true
  const kept = record?.signedIn?.tokens.refreshToken
  const isGood = server.grants.some(({ name, isRevoked }) => name === kept && !isRevoked)
  // A sign-out that could not be written dies with its process.
  const isLost = signOuts.some(({ run: { diedAt } }) => diedAt < Infinity)
  const { calls } = run.troubled
  return [
    [!['idle', 'error', 'authorized'].includes(status), `a process hangs: ${status}`],
    [calls.some((at, index) => calls[index + MOST_CALLS]! - at < 10_000), 'a process calls its store all the time'],
    [unsaved, 'tokens are in memory only'],
    [kept !== undefined && !isGood && !isLost, 'a session that was revoked is kept'],
    [
      isGood && !world.isDeaf && !isOfAnother && tokens?.refreshToken?.reveal() !== kept,
      `${status} beside a good session`,
    ],
    [kept === undefined && !world.isDeaf && status === 'authorized', 'a session is shown that is over'],
  ]
}

/** Whether its store did not fail, nor was slow, from a moment on: monotonic clock, ms. */
function isWell({ troubled }: Run, from: number): boolean {
  return troubled.failedAt < from && troubled.storeMs === 0
}

function hadTime(run: Run, deliveredAt: number): boolean {
  return run.diedAt - deliveredAt > KEPT_AFTER_MS && isWell(run, deliveredAt)
}
