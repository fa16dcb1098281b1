// What a keeper does when something is asked of the server. It is a chunk of its own: a page that shows who is signed in needs none of it.
export { requestDeviceAuthorization } from './begin.ts'
export { pollToken } from './poll.ts'
export { refreshTokens } from './refresh.ts'
export { discard } from './replaced.ts'
export { revokeInTime, revokeSession } from './revoke-session.ts'
