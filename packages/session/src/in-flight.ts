import { nextTask } from './next-task.ts'
import type { DeviceFlowServices, RevocationOutcome, TokenSet } from '@device-flow/machine'

/** Services whose requests that outlive a login are watched. */
export interface TrackedServices {
  services: DeviceFlowServices
  /** Whether a poll, a refresh or a revocation is under way. */
  isUnderWay(): boolean
  /** Resolves when nothing is any more, whatever came of it: a cancelled poll whose late grant is then revoked included. Never rejects. */
  settled(): Promise<void>
  /** Whether the server has revoked the tokens that it was last asked to revoke. */
  hasRevoked(): boolean
}

/** Watches the requests that the machine lets finish behind its back, so that a process can wait for them before it exits. */
export function trackInFlight(services: DeviceFlowServices): TrackedServices {
  const underWay = new Set<Promise<unknown>>()

  // A service that is made of mocks may answer at once, or throw.
  function watch<T>(start: () => T | Promise<T>): Promise<T> {
    const work = (async () => start())()
    const forget = (): void => void underWay.delete(work)
    underWay.add(work)
    work.then(forget, forget)
    return work
  }

  let hasRevoked = false

  async function revokeTokens(tokens: TokenSet): Promise<RevocationOutcome> {
    hasRevoked = false
    const outcome = await services.revokeTokens(tokens)
    hasRevoked = outcome?.revoked ?? true
    return { revoked: hasRevoked }
  }

  return {
    services: {
      ...(services.client && { client: services.client }),
      requestDeviceAuthorization: (request, call) => services.requestDeviceAuthorization(request, call),
      pollToken: (authorization, call) => watch(() => services.pollToken(authorization, call)),
      refreshTokens: (tokens) => watch(() => services.refreshTokens(tokens)),
      revokeTokens: (tokens) => watch(() => revokeTokens(tokens)),
      sleep: (request, call) => services.sleep(request, call),
    },
    isUnderWay: () => underWay.size > 0,
    hasRevoked: () => hasRevoked,
    async settled() {
      // The machine begins some work a few promises after its cause: a revocation after the sign-out, or after a late grant.
      do {
        await Promise.all(Array.from(underWay, (work) => work.catch(() => {})))
        await nextTask()
      } while (underWay.size > 0)
    },
  }
}
