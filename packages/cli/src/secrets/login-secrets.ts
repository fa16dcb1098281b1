import type { DeviceFlowActor } from '@device-flow/machine'
import type { ClientAuth, LoginOptions } from '@device-flow/node'

type Inspect = Extract<LoginOptions['inspect'], (event: never) => void>

/** The secrets of one login, as they become known. */
export class LoginSecrets {
  readonly #neverShown = new Set<string>()
  readonly #tokens = new Set<string>()
  #actor: DeviceFlowActor | undefined

  /** Takes the client secret, when there is one. */
  addClientAuth(clientAuth: ClientAuth | undefined): void {
    if (!clientAuth || !('clientSecret' in clientAuth)) return
    const { clientSecret } = clientAuth
    this.#neverShown.add(typeof clientSecret === 'string' ? clientSecret : clientSecret.reveal())
  }

  /** Takes the values of extra headers: they may be keys of a gateway. */
  addHeaders(headers: Readonly<Record<string, string>>): void {
    for (const value of Object.values(headers)) this.#neverShown.add(value)
  }

  /** Takes what a login before this one has brought. */
  addTokens(secrets: readonly string[]): void {
    for (const secret of secrets) this.#tokens.add(secret)
  }

  /** For `signIn({ inspect })`: before anybody is signed in, there is no other way to the machine. */
  readonly inspect: Inspect = ({ actorRef, rootId }) => {
    if (actorRef.sessionId === rootId) this.#actor = actorRef as DeviceFlowActor
  }

  /** The client secret, headers and the device code, which are never printed. */
  neverShown(): string[] {
    this.collect()
    return [...this.#neverShown]
  }

  /** Those, and the tokens. */
  all(): string[] {
    this.collect()
    return [...this.#neverShown, ...this.#tokens]
  }

  /** Collects what the machine holds now. Call it while there is a code: the machine forgets the code when there are tokens. */
  collect(): void {
    const { authorization, tokens } = this.#actor?.getSnapshot().context ?? {}
    if (authorization) this.#neverShown.add(authorization.deviceCode.reveal())
    for (const token of [tokens?.accessToken, tokens?.refreshToken, tokens?.idToken]) {
      if (token) this.#tokens.add(token.reveal())
    }
  }
}
