/** A login that waits for its person. */
export interface DeviceLogin {
  readonly userCode: string
  readonly clientId: string
  readonly scope: string
  /** What its ID token has to repeat; absent where the client sent none. */
  readonly nonce: string | undefined
  /** What the client has to prove at the poll that brings tokens (RFC 7636, S256); absent where it sent none. */
  readonly codeChallenge: string | undefined
  readonly endsAt: number
  intervalMs: number
  decision: 'approved' | 'denied' | undefined
  used: boolean
  /** The code's issue, or the last poll: no poll is due before the interval has passed since. */
  quietSince: number
}
