export * from './virtual.ts'
export * from './fetch.ts'

export { startScriptedServer } from './server/http/start-scripted-server.ts'
export { startRotatingServer } from './rotation/start-rotating-server.ts'

export { startProviderServer } from './providers/provider-server.ts'
export type { ProviderServer, ProviderServerOptions } from './providers/provider-server.ts'
export type { FixtureName } from './providers/fixtures.ts'
export type { Shape } from './providers/provider-fixture.ts'

export { createCanaries } from './canaries/canaries.ts'
export type { Canaries, CanaryName } from './canaries/canaries.ts'
export type { CanaryForm } from './canaries/find-canaries.ts'
export { expectNoCanaries, findCanaries } from './canaries/find-canaries.ts'
export type { CanaryFinding } from './canaries/find-canaries.ts'
