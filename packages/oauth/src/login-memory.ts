import type { DeviceAuthorization, Secret } from '@device-flow/machine'

/** What is remembered about a login between its requests, and can be done without after a restart. */
export interface LoginMemory {
  /** The scope that was asked for. */
  scope: string | undefined
  /** How many polls were sent. */
  polls: number
  /** How often the server's metadata had been read when the login began, or when it was taken up again. */
  readings: number | undefined
}

/** Makes a memory of logins that forgets them with their device code. */
export function createLoginMemory(configuredScope: string | undefined): {
  begin(authorization: DeviceAuthorization, scope: string | undefined, readings: number): void
  of(authorization: DeviceAuthorization): LoginMemory
} {
  const logins = new WeakMap<Secret, LoginMemory>()
  const begin = ({ deviceCode }: DeviceAuthorization, scope: string | undefined, readings?: number): LoginMemory => {
    const login = { scope, polls: 0, readings }
    logins.set(deviceCode, login)
    return login
  }
  return {
    begin,
    of: (authorization) => logins.get(authorization.deviceCode) ?? begin(authorization, configuredScope),
  }
}
