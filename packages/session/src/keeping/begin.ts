import type { DeviceAuthorization, DeviceAuthorizationRequest, ServiceCall } from '@device-flow/machine'
import { pollIntervalMs } from '@device-flow/machine/adapter'
import { asSet, scopesOf } from '../record/lineage.ts'
import type { PendingLogin } from '../record/record.ts'
import { clearAuthorization, secretAuthorization } from '../record/secrets.ts'
import { lastContactAt } from '../record/to-session.ts'
import { holdLogin, keepOwn, show, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import type { Contents } from './contents.ts'

/** Joins the login that another tab or process has begun, or one from before a restart; else begins one and keeps it. */
export async function requestDeviceAuthorization(
  keeping: Keeping,
  request: DeviceAuthorizationRequest,
  call: ServiceCall,
): Promise<DeviceAuthorization> {
  const { record, clock, services } = keeping
  const asked = canonical(request)
  const joinable = ({ pending }: Contents): PendingLogin | undefined =>
    pending && pending.request === asked && clock.now() < pending.authorization.expiresAt ? pending : undefined

  const reading = await record.read().catch(() => record.setAside())
  const underWay = reading && joinable(reading.contents)
  if (underWay) return join(keeping, reading.contents, underWay)

  const authorization = await services.requestDeviceAuthorization(request, call)
  const pending: PendingLogin = {
    authorization: clearAuthorization(authorization),
    // As the chart waits: by one that outlasts the code, nobody who joins would ever poll.
    intervalMs: pollIntervalMs(authorization.intervalMs, authorization),
    lastReplyAt: authorization.receivedAt,
    request: asked,
  }
  const code = pending.authorization.deviceCode
  const { contents, isApplied, isSaved } = await keepOwn(keeping, (before) => {
    if (before.pending?.authorization.deviceCode === code) return before
    // Two tabs asked at one moment: the first to write has the login, and the code of the other is never shown.
    return joinable(before) ? undefined : { ...before, pending }
  })
  if (!isApplied && contents.pending) return join(keeping, contents, contents.pending)
  holdLogin(keeping, contents, pending)
  if (!isSaved) keeping.storedCode = undefined
  tellOthers(keeping)
  return authorization
}

/** As if it had arrived with the last response: the first poll keeps its distance from that of another tab. */
function join(keeping: Keeping, contents: Contents, pending: PendingLogin): DeviceAuthorization {
  holdLogin(keeping, show(keeping, { contents }).contents, pending)
  const { authorization, intervalMs } = pending
  return { ...secretAuthorization(authorization), intervalMs, receivedAt: lastContactAt(pending) }
}

/** What is asked for beyond the client's settings, however it is written; undefined when that is nothing. */
function canonical({ scope, parameters = {} }: DeviceAuthorizationRequest): string | undefined {
  const names = asSet(Object.keys(parameters))
  if (scope === undefined && names.length === 0) return undefined
  return JSON.stringify([scope === undefined ? null : scopesOf(scope), names.map((name) => [name, parameters[name]])])
}
