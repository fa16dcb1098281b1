// Our own words for why something ended: the same as `DeviceFlowReason` and `TransientFault` have in @device-flow/machine; a test holds
// them to each other. They are written anew here because this package is bundled into others and depends on nothing.

/** Why a login, or a session, ended. */
export type LoginReason =
  | 'denied'
  | 'expired'
  | 'offline'
  | 'unsupported'
  | 'refused'
  | 'invalidResponse'
  | 'invalidIdToken'
  | 'signedOut'
  | 'busy'
  | 'storage'
  | 'unexpected'

/** Why one request brought no usable response. The login goes on. */
export type TransientReason = 'offline' | 'timeout' | 'serverError' | 'rateLimited' | 'invalidResponse' | 'busy'
