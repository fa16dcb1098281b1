import type { Exchange } from '../wire/exchange.ts'
import { membersIn } from '../wire/members-in.ts'
import { shownValue } from '../wire/shown-value.ts'

/**
 * How long after the reply before it a request was sent, ms: the reply to a request of the same kind and device. The code counts as the
 * reply before the first poll.
 */
export function sinceLastReply(
  { kind, device, number, sentAt }: Exchange,
  all: readonly Exchange[],
): number | undefined {
  const last = all.findLast(
    (other) =>
      other.number < number &&
      other.device === device &&
      other.endedAt !== undefined &&
      (other.kind === kind || (kind === 'poll' && other.kind === 'deviceAuthorization')),
  )
  return last?.endedAt === undefined ? undefined : sentAt - last.endedAt
}

/** The interval that was in force before a poll, in words, and why it is not the one that the server named. */
export function intervalWords(poll: Exchange, all: readonly Exchange[]): string | undefined {
  if (poll.kind !== 'poll' || poll.intervalMs === undefined) return undefined
  const words = `interval ${poll.intervalMs / 1000} s`
  const ofDevice = all.filter(({ device, number }) => device === poll.device && number <= poll.number)
  const code = ofDevice.findLastIndex(
    ({ kind, response }) => kind === 'deviceAuthorization' && response?.status === 200,
  )
  const login = ofDevice.slice(code)
  const first = login.find(({ kind }) => kind === 'poll')
  const why = code === -1 ? undefined : whyAnother(first?.intervalMs, login[0]?.response?.body)
  return why ? `${words} (${why})` : words
}

/** Why the first interval of a login is another one than a body names; nothing where it is the same. */
function whyAnother(usedMs: number | undefined, body: string | undefined): string | undefined {
  const named = membersIn(body)?.['interval']
  if (usedMs === undefined || named === undefined || Number(named) * 1000 === usedMs) return undefined
  const said = `the server said ${shownValue(named)}`
  const isAboveZero = Number(named) > 0 && typeof named !== 'object'
  if (!isAboveZero) return `${said}, which is not usable: ${usedMs / 1000} s`
  return Number(named) * 1000 < usedMs
    ? `${said}, which is raised to ${usedMs / 1000} s`
    : `${said}: no poll would be sent while the code lives, so it is overruled, though RFC 8628 §3.5 has no such exception`
}

/** A time, in seconds from one on. */
export function duration(ms: number): string {
  return Math.abs(ms) < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** The time of the day, to the millisecond. */
export function timeOfDay(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23)
}
