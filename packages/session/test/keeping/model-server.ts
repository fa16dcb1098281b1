import { DeviceFlowError, Secret, TransientFault } from '@device-flow/machine'
import type { DeviceFlowClient, DeviceFlowServices, TokenSet } from '@device-flow/machine'
import { createSleep } from '@device-flow/machine/clock'
import { deviceAuthorization, tokenSet } from '@device-flow/testing'
import type { VirtualClock } from '@device-flow/testing'

/** What becomes of a refresh: its response comes after `afterMs`, or never gets here, or the request does not get there, or is refused. */
export interface Delivery {
  afterMs?: number
  /** How long the request is on its way to leave, by discovery, ms. */
  discoveryMs?: number
  /** `unusable`: the response is no good, but for the new refresh token in it. */
  fails?: 'lost' | 'unsent' | 'refused' | 'unusable'
  /** With a failure: what the server asks for by `Retry-After`, ms. */
  retryAfterMs?: number
  /** With a failure: the HTTP status that the server has answered by. */
  status?: number
}

/**
 * What a poll brings while nobody has approved: after `afterMs`, or with a `Retry-After`, or an interval; `rateLimited` is a 429 without an
 * OAuth error.
 */
export type PollAnswer =
  | 'pending'
  | 'slowDown'
  | 'denied'
  | { afterMs: number; ends?: 'denied' }
  | { says: 'pending' | 'slowDown' | 'rateLimited'; retryAfterMs?: number; intervalMs?: number }

/** How a server deals with refresh tokens. */
export interface ModelOptions {
  /** How long it gives the same pair again for a used refresh token, ms. Default 0: reuse ends the session. */
  graceMs?: number
  /** For a used refresh token it gives a new pair instead, and the refresh token that it gave before no longer works. */
  graceReplaces?: boolean
  /** Life of an access token, ms. */
  lifeMs?: number
  /** A person has one grant, whichever login it came of: to revoke the tokens of one ends the others. */
  oneGrant?: boolean
  /** Every response has the same access token, with another expiry and refresh token. */
  repeatsAccessToken?: boolean
  client?: DeviceFlowClient | undefined
}

interface Family {
  /** Who is signed in, as ID tokens say. */
  sub: string | undefined
  /** The refresh token that works. */
  current: string
  /** The one before it, and when it was used. */
  used?: { token: string; at: number }
  isAlive: boolean
}

/** A server with rotation and reuse detection, in memory and on virtual time. */
export class ModelServer {
  readonly refreshes: { token: string; at: number }[] = []
  /** When each refresh token was first issued. */
  readonly issuedAt = new Map<string, number>()
  readonly polls: { code: string; at: number; wasAnswerLost: boolean | undefined; isCodeKnown: boolean | undefined }[] =
    []
  readonly revoked: string[] = []
  /** The codes that it has issued. */
  codes = 0
  /** How long a request for a code is on its way, ms. */
  codeAfterMs = 0
  /** How often a used refresh token was sent after its grace. */
  reuses = 0
  /** How the next refreshes are delivered; then at once. */
  deliveries: Delivery[] = []
  /** What polls bring, until a person has approved: then the grant, once. */
  approved = false
  /** The person who approves, as ID tokens say; undefined where there are none. */
  person: string | undefined = 'person-1'
  pollAnswers: PollAnswer[] = []
  readonly #clock: VirtualClock
  readonly #options: Required<Omit<ModelOptions, 'client'>>
  readonly #client: DeviceFlowClient | undefined
  readonly #families = new Map<string, Family>()
  #issued = 0

  constructor(clock: VirtualClock, options: ModelOptions = {}) {
    this.#clock = clock
    this.#client = 'client' in options ? options.client : { server: 'https://as.example/', clientId: 'tv' }
    this.#options = {
      graceMs: 0,
      graceReplaces: false,
      lifeMs: 3_600_000,
      oneGrant: false,
      repeatsAccessToken: false,
      ...options,
    }
  }

  /** Whether the server still honours a session: by any refresh token of it. */
  honours(refreshToken: string): boolean {
    return this.#families.get(familyOf(refreshToken))?.isAlive ?? false
  }

  /** A new session, as of a login. */
  grant(): TokenSet {
    const family = `f${++this.#issued}`
    this.#families.set(family, { sub: this.person, current: `${family}.1`, isAlive: true })
    return this.#tokens(`${family}.1`)
  }

  /** The services of one tab or process. */
  services(): DeviceFlowServices {
    return {
      ...(this.#client && { client: this.#client }),
      refreshGraceMs: this.#options.graceMs,
      requestDeviceAuthorization: async () => {
        const deviceCode = `code-${++this.codes}`
        if (this.codeAfterMs > 0) await this.#wait(this.codeAfterMs)
        return deviceAuthorization({ deviceCode, receivedAt: this.#clock.now() })
      },
      pollToken: async (authorization, { wasAnswerLost, isCodeKnown }) => {
        const at = this.#clock.now()
        this.polls.push({ code: authorization.deviceCode.reveal(), at, wasAnswerLost, isCodeKnown })
        const answer = this.pollAnswers.shift() ?? 'pending'
        if (typeof answer === 'object' && 'afterMs' in answer) await this.#wait(answer.afterMs)
        const receivedAt = this.#clock.now()
        if (answer === 'denied' || (typeof answer === 'object' && 'ends' in answer)) {
          const error = new DeviceFlowError('denied', 'The person said no.', { error: 'access_denied' })
          return { type: 'ended', error }
        }
        if (this.approved) {
          this.approved = false
          return { type: 'granted', tokens: this.grant() }
        }
        if (typeof answer === 'object' && 'says' in answer) {
          const { says, ...asked } = answer
          if (says !== 'rateLimited') return { type: says, receivedAt, ...asked }
          throw new TransientFault('rateLimited', 'Too many requests.', { receivedAt, ...asked, status: 429 })
        }
        return { type: answer === 'slowDown' ? 'slowDown' : 'pending', receivedAt, isCodeKnown: true }
      },
      refreshTokens: async (tokens, call) => {
        const token = tokens.refreshToken?.reveal() ?? ''
        const { afterMs = 0, discoveryMs = 0, fails, retryAfterMs, status } = this.deliveries.shift() ?? {}
        await this.#wait(discoveryMs)
        const sentAt = this.#clock.now()
        const fault = (sent: boolean): TransientFault =>
          new TransientFault('timeout', 'No response.', {
            receivedAt: this.#clock.now(),
            ...(sent && { sentAt }),
            retryAfterMs,
            status,
          })
        if (fails === 'unsent' || !((await call?.mayStillSend()) ?? true)) throw fault(false)
        const renewed = fails === 'refused' ? undefined : this.#refresh(token)
        await this.#wait(afterMs)
        if (fails === 'lost') throw fault(true)
        if (fails === 'unusable' && renewed) {
          const receivedAt = this.#clock.now()
          const { refreshToken } = renewed
          throw new TransientFault('invalidResponse', 'No access token.', { receivedAt, refreshToken, status: 200 })
        }
        if (renewed) return { type: 'refreshed', tokens: { ...renewed, receivedAt: this.#clock.now() } }
        const error = new DeviceFlowError('signedOut', 'The refresh token no longer works.', {
          error: 'invalid_grant',
          endedBy: 'server',
        })
        return { type: 'refused', error, receivedAt: this.#clock.now() }
      },
      revokeTokens: async (tokens) => {
        const token = tokens.refreshToken?.reveal() ?? ''
        this.revoked.push(token)
        this.end(token)
        return { revoked: true }
      },
      sleep: createSleep(this.#clock),
    }
  }

  /** Ends a session at the server. */
  end(refreshToken: string): void {
    const ended = this.#families.get(familyOf(refreshToken))
    for (const family of this.#families.values()) {
      if (family === ended || (this.#options.oneGrant && family.sub === ended?.sub)) family.isAlive = false
    }
  }

  #refresh(token: string): TokenSet | undefined {
    const now = this.#clock.now()
    this.refreshes.push({ token, at: now })
    const family = this.#families.get(familyOf(token))
    if (!family?.isAlive) return undefined
    if (token === family.current) {
      family.used = { token, at: now }
      family.current = successorOf(token)
      return this.#tokens(family.current)
    }
    if (token === family.used?.token && now - family.used.at < this.#options.graceMs) {
      if (this.#options.graceReplaces) family.current = successorOf(family.current)
      return this.#tokens(family.current)
    }
    this.reuses++
    family.isAlive = false
    return undefined
  }

  #tokens(refreshToken: string): TokenSet {
    const sub = this.#families.get(familyOf(refreshToken))?.sub
    const receivedAt = this.#clock.now()
    if (!this.issuedAt.has(refreshToken)) this.issuedAt.set(refreshToken, receivedAt)
    const tokens = tokenSet({
      receivedAt,
      expiresInMs: this.#options.lifeMs,
      ...(sub === undefined ? { idToken: null } : { claims: { sub } }),
      scope: null,
    })
    const accessToken = `access ${this.#options.repeatsAccessToken ? familyOf(refreshToken) : refreshToken}`
    return { ...tokens, accessToken: new Secret(accessToken), refreshToken: new Secret(refreshToken) }
  }

  #wait(ms: number): Promise<void> {
    return ms > 0 ? new Promise((resolve) => void this.#clock.schedule(resolve, ms)) : Promise.resolve()
  }
}

function successorOf(refreshToken: string): string {
  return `${familyOf(refreshToken)}.${Number(refreshToken.split('.')[1]) + 1}`
}

function familyOf(refreshToken: string): string {
  return refreshToken.split('.')[0] ?? ''
}
