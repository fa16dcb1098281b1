/** What a server sees of a request that goes through the relay. */
export const THROUGH_RELAY =
  'Sent through the relay on this computer, where there is no CORS: the server also sees user-agent (that of this browser) and accept-encoding: identity, and no origin.'
