import { DeviceFlowError, Secret, TransientFault } from '@device-flow/machine'
import type { DeviceAuthorization, DeviceFlowServices, PollOutcome, TokenSet } from '@device-flow/machine'
import { createSleep } from '@device-flow/machine/clock'
import { deviceAuthorization, tokenSet } from '@device-flow/testing'
import type { VirtualClock } from '@device-flow/testing'
import { CLIENT } from './tabs.ts'

/** What becomes of a poll: it is answered after `afterMs`, does not get there, or its answer is lost. */
export interface Answer {
  afterMs: number
  fails?: 'unsent' | 'lost'
  /** In place of `authorization_pending`. */
  slowsDown?: true
}

/** A device code, as the server knows it. */
export interface Code {
  readonly code: string
  /** Wall clock, ms since the epoch. */
  readonly expiresAt: number
  intervalMs: number
  /** When the last poll came or was answered: wall clock, ms since the epoch. */
  contactAt: number
  verdict?: 'approved' | 'denied'
  person?: string
  isUsed?: true
}

/** Tokens that were given for a device code. */
export interface Grant {
  readonly name: string
  readonly code: string
  /** Whose poll has brought it. */
  readonly by: string
  /** When it was given, and when its poll was answered, unless that is lost, or on its way: monotonic clock, ms. */
  readonly at: number
  deliveredAt?: number
  isRevoked?: true
}

const INTERVAL_MS = 5_000

/** A server of device logins, in memory and on virtual time: it knows of each code when it may be polled. */
export class LoginServer {
  readonly codes: Code[] = []
  readonly grants: Grant[] = []
  /** How many polls came too early. */
  early = 0
  /** How the next polls are answered; then at once. */
  answers: Answer[] = []
  readonly #clock: VirtualClock
  readonly #codeLifeMs: number
  readonly #isAlive: (name: string) => boolean
  readonly #log: (line: string) => void

  constructor(
    clock: VirtualClock,
    codeLifeMs: number,
    isAlive: (name: string) => boolean,
    log: (line: string) => void,
  ) {
    this.#isAlive = isAlive
    this.#clock = clock
    this.#codeLifeMs = codeLifeMs
    this.#log = log
  }

  /** A person decides about the code that was asked for last. */
  decide(verdict: 'approved' | 'denied', person: string): void {
    const code = this.codes.at(-1)
    if (!code || code.verdict || this.#clock.now() >= code.expiresAt) return
    Object.assign(code, { verdict, person })
    this.#log(`${code.code} is ${verdict} by ${person}`)
  }

  /** A new device code. */
  issueCode(by: string): DeviceAuthorization {
    const now = this.#clock.now()
    const code = `code-${this.codes.length + 1}`
    this.codes.push({ code, expiresAt: now + this.#codeLifeMs, intervalMs: INTERVAL_MS, contactAt: now })
    this.#log(`${by} is given ${code}`)
    return deviceAuthorization({
      deviceCode: code,
      expiresInMs: this.#codeLifeMs,
      intervalMs: INTERVAL_MS,
      receivedAt: now,
      receivedAtMonotonic: this.#clock.monotonic(),
    })
  }

  /** Tokens for a person. */
  grantTo(by: string, person: string, code = ''): TokenSet {
    const now = this.#clock.now()
    const grant: Grant = { name: `grant-${this.grants.length + 1}`, code, by, at: this.#clock.monotonic() }
    this.grants.push(grant)
    const tokens = tokenSet({ receivedAt: now, claims: { sub: person } })
    return { ...tokens, accessToken: new Secret(`access ${grant.name}`), refreshToken: new Secret(grant.name) }
  }

  /** The services of one process. */
  services(by: string): DeviceFlowServices {
    return {
      client: CLIENT,
      refreshGraceMs: 0,
      requestDeviceAuthorization: async () => this.issueCode(by),
      pollToken: (authorization, { wasAnswerLost = false }) =>
        this.#poll(by, authorization.deviceCode.reveal(), wasAnswerLost),
      refreshTokens: async () => {
        throw new TransientFault('offline', 'No tokens are renewed here.', { receivedAt: this.#clock.now() })
      },
      revokeTokens: async ({ refreshToken }) => {
        const grant = this.grants.find(({ name }) => name === refreshToken?.reveal())
        if (grant) grant.isRevoked = true
        this.#log(`${by} revokes ${refreshToken?.reveal()}`)
        return { revoked: true }
      },
      sleep: createSleep(this.#clock),
    }
  }

  async #poll(by: string, name: string, wasAnswerLost: boolean): Promise<PollOutcome> {
    const { afterMs, fails, slowsDown } = this.answers.shift() ?? { afterMs: 0 }
    const code = this.codes.find((known) => known.code === name)!
    if (fails === 'unsent') {
      this.#log(`${by} polls ${name}: does not get there`)
      await this.#wait(afterMs)
      throw new TransientFault('offline', 'Not sent.', { receivedAt: this.#clock.now() })
    }
    const sinceMs = this.#clock.now() - code.contactAt
    if (sinceMs < code.intervalMs) this.early++
    code.contactAt = this.#clock.now()
    const outcome = this.#outcomeOf(code, by, slowsDown === true, wasAnswerLost)
    const what = outcome.type === 'ended' ? outcome.error.reason : outcome.type
    this.#log(`${by} polls ${name} after ${sinceMs} ms: ${what}${fails ? ', lost' : ''}, takes ${afterMs} ms`)
    await this.#wait(afterMs)
    const receivedAt = this.#clock.now()
    if (afterMs > 0) code.contactAt = Math.max(code.contactAt, receivedAt)
    const fault = { receivedAt, sentAt: receivedAt - afterMs }
    if (fails === 'lost') throw new TransientFault('timeout', 'The answer is lost.', fault)
    // What nobody has heard of cannot be heeded.
    if (outcome.type === 'slowDown' && this.#isAlive(by)) code.intervalMs += 5_000
    const grant = this.grants.find((given) => given.code === name)
    if (outcome.type === 'granted' && grant) grant.deliveredAt = this.#clock.monotonic()
    return outcome.type === 'pending' || outcome.type === 'slowDown' ? { ...outcome, receivedAt } : outcome
  }

  #outcomeOf(code: Code, by: string, slowsDown: boolean, wasAnswerLost: boolean): PollOutcome {
    const now = this.#clock.now()
    if (code.isUsed) return ended(wasAnswerLost ? 'offline' : 'refused', 'invalid_grant')
    if (now >= code.expiresAt) return ended('expired', 'expired_token')
    if (code.verdict === 'denied') return ended('denied', 'access_denied')
    if (code.verdict === 'approved') {
      code.isUsed = true
      return { type: 'granted', tokens: this.grantTo(by, code.person ?? '', code.code) }
    }
    return { type: slowsDown ? 'slowDown' : 'pending', receivedAt: now }
  }

  #wait(ms: number): Promise<void> {
    return ms > 0 ? new Promise((resolve) => void this.#clock.schedule(resolve, ms)) : Promise.resolve()
  }
}

function ended(reason: 'denied' | 'expired' | 'refused' | 'offline', error: string): PollOutcome {
  return { type: 'ended', error: new DeviceFlowError(reason, `The server says ${error}.`, { error }) }
}
