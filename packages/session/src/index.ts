export { decodeDeviceSession, encodeDeviceSession } from './codec.ts'
export { createAuthorizedFetch } from './fetch/authorized-fetch.ts'
export { trackInFlight } from './in-flight.ts'
export { onAbort } from './on-abort.ts'
export { createSession } from './session.ts'

export type { AuthorizedFetchOptions } from './fetch/authorized-fetch.ts'
export type { SessionServices, TrackedServices } from './in-flight.ts'
export type { Session } from './session.ts'
