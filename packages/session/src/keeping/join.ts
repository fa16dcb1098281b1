import type { DeviceAuthorization, DeviceAuthorizationRequest } from '@device-flow/machine'
import { pollIntervalMs } from '@device-flow/machine/adapter'
import { notAskedFor } from '../record/asked.ts'
import { asSet, scopesOf } from '../record/lineage.ts'
import type { PendingLogin } from '../record/record.ts'
import { secretAuthorization } from '../record/secrets.ts'
import { lastContactAt } from '../record/to-session.ts'
import type { Contents } from './contents.ts'
import { holdLogin } from './hold-login.ts'
import { noteLogin } from './keeping.ts'
import type { Keeping } from './keeping.ts'

/** The login that waits already, where it asks for the same, and for all that these services would, and was not given up here. */
export function joinable(
  { clock, login, services }: Keeping,
  { pending }: Contents,
  asked: string | undefined,
): PendingLogin | undefined {
  if (!pending || pending.request !== asked || notAskedFor(pending, services.parameters).length > 0) return undefined
  const { deviceCode, expiresAt } = pending.authorization
  // Where it is still to be written that we have given it up.
  const isGivenUp = login?.code === deviceCode && login.isGivenUp
  return isGivenUp || clock.now() >= expiresAt ? undefined : pending
}

/** As if it had arrived with the last response: the first poll keeps its distance from that of another tab. */
export function join(keeping: Keeping, contents: Contents, pending: PendingLogin): DeviceAuthorization {
  const { authorization, intervalMs } = pending
  const contactAt = lastContactAt(pending)
  const now = keeping.clock.now()
  // In the future: the clock was ahead for a while, and nobody waits until it is there again. Where it was ahead from the beginning, so is
  // the end of the code, and what lies in between is its life.
  const receivedAt = authorization.receivedAt > now ? contactAt : Math.min(contactAt, now)
  const joined: DeviceAuthorization = { ...secretAuthorization(authorization), intervalMs, receivedAt, joined: true }
  // A wait for the server is told at the first poll, which does not leave then.
  const pace = { contactAt, intervalMs: pollIntervalMs(intervalMs, joined), notBefore: 0 }
  holdLogin(keeping, noteLogin(keeping, { contents }).contents, pending, pace)
  return joined
}

/** What is asked for beyond the client's settings, however it is written; undefined when that is nothing. */
export function canonicalRequest({ scope, parameters = {} }: DeviceAuthorizationRequest): string | undefined {
  const names = asSet(Object.keys(parameters))
  if (scope === undefined && names.length === 0) return undefined
  return JSON.stringify([scope === undefined ? null : scopesOf(scope), names.map((name) => [name, parameters[name]])])
}
