export * from './virtual.ts'

export type { ScriptedResponse, ResponseContext, ResponseFunction, ResponseSource } from './server/scripted-response.ts'
export type { EndpointName, Members, ServerEndpoints } from './server/endpoints.ts'
export { delayed, empty, hang, html, huge, redirect, reset, retryAfter, truncated } from './server/fault-responses.ts'
export type { SigningOptions } from './server/id-token-signer.ts'
export { denied, deviceAuthorized, expired, granted, oauthError, pending, slowDown } from './server/oauth-responses.ts'
export type { GrantedIdToken, OAuthErrorOptions } from './server/oauth-responses.ts'
export type { RecordedRequest } from './server/request-log.ts'
export { startScriptedServer } from './server/scripted-server.ts'
export type { ScriptedServer, ScriptedServerOptions } from './server/scripted-server.ts'

export { startRotatingServer } from './rotation/rotating-server.ts'
export type {
  GrantReport,
  ReplyChange,
  RotatingServer,
  RotatingServerOptions,
  RotationCounts,
} from './rotation/rotating-server.ts'
export type { RefreshGrace } from './rotation/refresh-grace.ts'
export type { RefreshResult, RotationRules } from './rotation/token-family.ts'
export type { RecordedRefresh } from './rotation/token-grants.ts'

export { createCanaries } from './canaries/canaries.ts'
export type { Canaries, CanaryName } from './canaries/canaries.ts'
export type { CanaryForm } from './canaries/find-canaries.ts'
export { expectNoCanaries, findCanaries } from './canaries/find-canaries.ts'
export type { CanaryFinding } from './canaries/find-canaries.ts'
