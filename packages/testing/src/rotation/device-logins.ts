import { randomInt, randomUUID } from 'node:crypto'
import { deviceAuthorized, denied, expired, oauthError, pending, slowDown } from '../server/oauth-responses.ts'
import type { RecordedRequest } from '../server/request-log.ts'
import type { ResponseSource } from '../server/scripted-response.ts'

interface DeviceLogin {
  readonly userCode: string
  readonly clientId: string
  readonly scope: string
  readonly endsAt: number
  intervalMs: number
  decision: 'approved' | 'denied' | undefined
  used: boolean
  /** The code's issue, or the last poll: no poll is due before the interval has passed since. */
  quietSince: number
}

// A client's timer may fire a little before the server's clock says so.
const TOLERANCE_MS = 50

/** The logins that wait for a person (RFC 8628), who may be quick: `approves` is whether each is approved at once. */
export class DeviceLogins {
  earlyPolls = 0
  readonly #logins = new Map<string, DeviceLogin>()
  readonly #approves: boolean

  constructor(approves: boolean) {
    this.#approves = approves
  }

  start({ form }: RecordedRequest, server: { interval: number; expiresIn: number }): ResponseSource {
    const deviceCode = `device-code-${randomUUID()}`
    const now = performance.now()
    const login: DeviceLogin = {
      userCode: String(randomInt(10_000_000, 100_000_000)),
      clientId: form.get('client_id') ?? '',
      scope: form.get('scope') ?? '',
      endsAt: now + server.expiresIn * 1000,
      intervalMs: server.interval * 1000,
      decision: this.#approves ? 'approved' : undefined,
      used: false,
      quietSince: now,
    }
    this.#logins.set(deviceCode, login)
    return deviceAuthorized({
      device_code: deviceCode,
      user_code: login.userCode,
      verification_uri_complete: undefined,
    })
  }

  /** Answers a poll; the login when it is granted. */
  poll({ form }: RecordedRequest): DeviceLogin | ResponseSource {
    const login = this.#logins.get(form.get('device_code') ?? '')
    if (!login || login.used) return oauthError('invalid_grant')
    const now = performance.now()
    const early = now - login.quietSince < login.intervalMs - TOLERANCE_MS
    login.quietSince = now
    if (early) {
      this.earlyPolls += 1
      login.intervalMs += 5000
      return slowDown()
    }
    if (now >= login.endsAt) return expired()
    if (login.decision === 'denied') return denied()
    if (login.decision === undefined) return pending()
    login.used = true
    return login
  }

  /** The person decides: about one code, or about all that wait. */
  decide(decision: 'approved' | 'denied', userCode: string | undefined): void {
    for (const login of this.#logins.values())
      if (userCode === undefined || login.userCode === userCode) login.decision ??= decision
  }
}
