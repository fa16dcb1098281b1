export { createScriptedFetch } from './server/fetch/create-scripted-fetch.ts'
export type { ScriptedFetch, ScriptedFetchOptions } from './server/fetch/create-scripted-fetch.ts'
export { playResponse } from './server/fetch/play-response.ts'
export type { PlayOptions } from './server/fetch/play-response.ts'
export { createRotatingFetch } from './rotation/create-rotating-fetch.ts'
export type { RotatingFetch, RotatingFetchOptions } from './rotation/create-rotating-fetch.ts'
export type { ServerClock } from './time/server-clock.ts'
export type { Instant } from './time/instant.ts'

export type { ScriptedResponse, ResponseContext, ResponseFunction, ResponseSource } from './server/scripted-response.ts'
export type { EndpointName, Members, ServerEndpoints } from './server/endpoints.ts'
export { delayed, empty, hang, html, huge, redirect, reset, retryAfter, truncated } from './server/fault-responses.ts'
export type { SigningOptions } from './server/id-token-signer.ts'
export { denied, deviceAuthorized, expired, granted, oauthError, pending, slowDown } from './server/oauth-responses.ts'
export type { GrantedIdToken, OAuthErrorOptions } from './server/oauth-responses.ts'
export type { RecordedRequest, RequestHeaders } from './server/request-log.ts'
export type { ScriptedServer, ScriptedServerOptions } from './server/scripted-server.ts'

export type {
  GrantReport,
  ReplyChange,
  RotatingServer,
  RotatingServerOptions,
  RotationCounts,
} from './rotation/rotating-server.ts'
export type { LoginReport } from './rotation/login-report.ts'
export type { RefreshGrace } from './rotation/refresh-grace.ts'
export type { RefreshResult, RotationRules } from './rotation/token-family.ts'
export type { RecordedRefresh } from './rotation/token-grants.ts'
