import type { Clock } from '@device-flow/machine/clock'
import { deviceAuthorized, denied, expired, oauthError, pending, slowDown } from '../server/oauth-responses.ts'
import { randomDigits, randomName } from '../server/random.ts'
import type { RecordedRequest } from '../server/request-log.ts'
import type { ResponseSource } from '../server/scripted-response.ts'
import type { DeviceLogin } from './device-login.ts'
import { loginReport, type LoginReport } from './login-report.ts'

/** What a poll comes to that brings no tokens. */
export type PollVerdict = 'unknown' | 'slowDown' | 'expired' | 'denied' | 'pending'

const RESPONSES: Record<PollVerdict, () => ResponseSource> = {
  unknown: () => oauthError('invalid_grant'),
  slowDown,
  expired,
  denied,
  pending,
}

// A client's timer may fire a little before the server's clock says so.
const TOLERANCE_MS = 50

/** The logins that wait for a person (RFC 8628), who may be quick: `approves` is whether each is approved at once. */
export class DeviceLogins {
  earlyPolls = 0
  readonly #logins = new Map<string, DeviceLogin>()
  readonly #approves: boolean
  readonly #clock: Clock

  constructor(approves: boolean, clock: Clock) {
    this.#approves = approves
    this.#clock = clock
  }

  start({ form }: RecordedRequest, server: { interval: number; expiresIn: number }): ResponseSource {
    const { deviceCode, userCode } = this.begin(form, server)
    return deviceAuthorized({ device_code: deviceCode, user_code: userCode, verification_uri_complete: undefined })
  }

  /** Begins a login. */
  begin(
    form: URLSearchParams,
    server: { interval: number; expiresIn: number },
  ): { deviceCode: string; userCode: string } {
    const deviceCode = `device-code-${randomName()}`
    const now = this.#clock.monotonic()
    const login: DeviceLogin = {
      userCode: randomDigits(),
      clientId: form.get('client_id') ?? '',
      scope: form.get('scope') ?? '',
      nonce: form.get('nonce') ?? undefined,
      codeChallenge: form.get('code_challenge') ?? undefined,
      endsAt: now + server.expiresIn * 1000,
      intervalMs: server.interval * 1000,
      decision: this.#approves ? 'approved' : undefined,
      used: false,
      quietSince: now,
    }
    this.#logins.set(deviceCode, login)
    return { deviceCode, userCode: login.userCode }
  }

  /** Answers a poll; the login when it is granted. */
  poll({ form }: RecordedRequest): DeviceLogin | ResponseSource {
    const verdict = this.judge(form.get('device_code') ?? '')
    return typeof verdict === 'string' ? RESPONSES[verdict]() : verdict
  }

  /** What a poll of a code comes to; the login when it is granted. */
  judge(deviceCode: string): DeviceLogin | PollVerdict {
    const login = this.#logins.get(deviceCode)
    if (!login || login.used) return 'unknown'
    const now = this.#clock.monotonic()
    const early = now - login.quietSince < login.intervalMs - TOLERANCE_MS
    login.quietSince = now
    if (early) {
      this.earlyPolls += 1
      login.intervalMs += 5000
      return 'slowDown'
    }
    if (now >= login.endsAt) return 'expired'
    if (login.decision === 'denied') return 'denied'
    if (login.decision === undefined) return 'pending'
    login.used = true
    return login
  }

  /** All logins, in the order of their codes. */
  reports(): LoginReport[] {
    const now = this.#clock.monotonic()
    return [...this.#logins.values()].map((login) => loginReport(login, now))
  }

  /** The person decides: about one code, or about all that wait. */
  decide(decision: 'approved' | 'denied', userCode: string | undefined): void {
    for (const login of this.#logins.values())
      if (userCode === undefined || login.userCode === userCode) login.decision ??= decision
  }
}
