import type { DeviceAuthorization, DeviceAuthorizationRequest, ServiceCall } from '@device-flow/machine'
import { pollIntervalMs } from '@device-flow/machine/adapter'
import { isAuthorization } from '../record/check-record.ts'
import type { PendingLogin } from '../record/record.ts'
import { readableAuthorization } from '../record/readable.ts'
import { endLogin, holdLogin, loginOf } from './hold-login.ts'
import { canonicalRequest, join, joinable } from './join.ts'
import { keepLogin, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import type { Change, Contents } from './contents.ts'
import { tellNews } from './notices.ts'
import { giveBack, waitForLock } from './wait-for-lock.ts'
import type { Answer } from './wait-for-lock.ts'

/**
 * How long those who begin at one moment wait for the one of them who asks: longer than a server takes, and not so long that a person gives
 * up, should that one be stopped. Of one that died, the lock is taken over sooner.
 */
const WAIT_MS = 10_000
/** How long they wait for the second who asks, should the first be stopped: about as long as a server takes. */
const WAIT_AGAIN_MS = 5_000
/** After how long the lock may be taken from its holder: longer than the request and what goes before it, discovery with its tries. */
const LEASE_MS = 90_000

/** Joins the login that another tab or process has begun, or one from before a restart; else begins one and keeps it. */
export async function requestDeviceAuthorization(
  keeping: Keeping,
  request: DeviceAuthorizationRequest,
  call: ServiceCall,
): Promise<DeviceAuthorization> {
  const authorization = await joinOrBegin(keeping, request, call)
  // While it was written, or the lock given back.
  if (call.signal.aborted && !authorization.joined) {
    await endLogin(keeping, authorization.deviceCode.reveal(), { at: keeping.clock.now(), by: 'cancel' })
  }
  throwIfCancelled(call)
  return authorization
}

async function joinOrBegin(
  keeping: Keeping,
  request: DeviceAuthorizationRequest,
  call: ServiceCall,
): Promise<DeviceAuthorization> {
  const { record, shown } = keeping
  const asked = canonicalRequest(request)

  const reading = await record.read().catch((error: unknown) => record.setAside(error))
  // Somebody may be signed in by now, of whom no hint has come, as of stores that cannot be watched. What we have written ourselves
  // meanwhile, as a sign-out, is newer than this reading.
  if (reading?.contents.signedIn && asked === undefined && keeping.shown === shown) tellNews(keeping, reading)
  throwIfCancelled(call)
  const underWay = reading && joinable(keeping, reading.contents, asked)
  if (underWay) return join(keeping, reading.contents, underWay)

  const lease = await takeTurn(keeping, asked, call)
  try {
    throwIfCancelled(call)
    const { contents = {}, unread } = (await record.read().catch(() => undefined)) ?? {}
    // As after a sign-out that could not be written: the login would be in memory only, too.
    if (unread) await record.setAside(unread)
    const begunMeanwhile = joinable(keeping, contents, asked)
    return begunMeanwhile ? join(keeping, contents, begunMeanwhile) : await begin(keeping, contents, request, call)
  } finally {
    await giveBack(keeping.clock, lease)
  }
}

/** Waits for the turn to ask. Where whoever has it is stopped, those who have waited take turns by another lock: again one of them asks. */
async function takeTurn(keeping: Keeping, asked: string | undefined, { signal }: ServiceCall): Promise<Answer> {
  const isBegun = async (): Promise<boolean> => !!joinable(keeping, (await keeping.record.read()).contents, asked)
  // Not that of a refresh, which has a session to lose: nobody who renews waits for a login.
  const name = `login ${keeping.key}`
  const turn = await waitForLock(keeping, { name, waitMs: WAIT_MS, leaseMs: LEASE_MS, signal }, isBegun)
  if (turn !== 'held' || signal.aborted || (await isBegun().catch(() => false))) return turn
  const again = { name: `${name} again`, waitMs: WAIT_AGAIN_MS, leaseMs: LEASE_MS, signal }
  return waitForLock(keeping, again, isBegun)
}

/** @param found what was kept right before */
async function begin(
  keeping: Keeping,
  found: Contents,
  request: DeviceAuthorizationRequest,
  call: ServiceCall,
): Promise<DeviceAuthorization> {
  const asked = canonicalRequest(request)
  const authorization = await keeping.services.requestDeviceAuthorization(request, call)
  // The services may take no notice of the signal, and nobody will see this code: whoever comes next is not to join it.
  throwIfCancelled(call)
  const kept = readableAuthorization(authorization, keeping.clock.now())
  // The next process could not read the whole record: this login is then of this process alone.
  if (!isAuthorization(kept)) {
    loginOf(keeping, authorization.deviceCode.reveal()).idBefore = found.signedIn?.id
    return authorization
  }
  const pending: PendingLogin = {
    authorization: kept,
    // As the chart waits: by one that outlasts the code, nobody who joins would ever poll.
    intervalMs: pollIntervalMs(authorization.intervalMs, authorization),
    lastReplyAt: kept.receivedAt,
    request: asked,
  }
  const code = pending.authorization.deviceCode
  const change: Change = (before) => {
    if (before.pending?.authorization.deviceCode === code) return before
    // Two asked at one moment, without a lock: the first to write has the login, and the code of the other is never shown.
    return joinable(keeping, before, asked) ? undefined : { ...before, ended: undefined, pending }
  }
  const { contents, isApplied, isSaved } = await keepLogin(keeping, change, (late) => {
    // From now on others may join the login, and give it up.
    if (late.isApplied && login.pending) login.isStored = true
  })
  if (!isApplied && contents.pending) return join(keeping, contents, contents.pending)
  const login = holdLogin(keeping, contents, pending)
  login.isOwn = true
  login.isStored = isSaved
  tellOthers(keeping)
  return authorization
}

/** What `signal.throwIfAborted` does, which the browsers of many televisions lack. */
function throwIfCancelled({ signal }: ServiceCall): void {
  if (signal.aborted) throw signal.reason
}
