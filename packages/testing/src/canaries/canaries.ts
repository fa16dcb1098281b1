import { randomBytes } from 'node:crypto'

/** What a login must never print. */
export type CanaryName = 'deviceCode' | 'accessToken' | 'refreshToken' | 'idToken' | 'clientSecret'

/** Secrets for tests, by name. They look like no other text. */
export type Canaries = Record<CanaryName, string>

/**
 * Makes secrets for a test to hand out and look for afterwards. They are allowed wherever tokens are, and hold characters that
 * URLs and forms must encode.
 *
 * @example
 * ```ts
 * import { createCanaries, createScriptedServices } from '@device-flow/testing'
 *
 * const canaries = createCanaries()
 * export const services = createScriptedServices({ polls: [{ granted: { accessToken: canaries.accessToken } }] })
 * ```
 */
export function createCanaries(): Canaries {
  return {
    deviceCode: canary('device-code'),
    accessToken: canary('access-token'),
    refreshToken: canary('refresh-token'),
    idToken: canary('id-token'),
    clientSecret: canary('client-secret'),
  }
}

function canary(kind: string): string {
  return `canary.${kind}+/${randomBytes(12).toString('hex')}==`
}
