import type { DeviceLogin } from './device-login.ts'

/** A login at the server, as the page sees it on which a person types the code. */
export interface LoginReport {
  /** What the person types. */
  readonly userCode: string
  readonly clientId: string
  /** What the device asks for, separated by blanks. */
  readonly scope: string
  /** `waiting` for the person to decide; `used` once a poll has brought the tokens. */
  readonly state: 'waiting' | 'approved' | 'denied' | 'expired' | 'used'
}

/** Tells of a login; `now` is the server's monotonic clock, ms. */
export function loginReport(
  { userCode, clientId, scope, used, decision, endsAt }: DeviceLogin,
  now: number,
): LoginReport {
  return { userCode, clientId, scope, state: stateOf({ used, decision, endsAt }, now) }
}

function stateOf(
  { used, decision, endsAt }: Pick<DeviceLogin, 'used' | 'decision' | 'endsAt'>,
  now: number,
): LoginReport['state'] {
  if (used) return 'used'
  if (now >= endsAt) return 'expired'
  return decision ?? 'waiting'
}
