// What comes once a code is shown. In a bundle it is a chunk of its own, which is loaded while the code is asked for: see services.ts.
export { pollToken } from './poll.ts'
export { refreshTokens } from './refresh.ts'
export { revokeTokens } from './revoke.ts'
