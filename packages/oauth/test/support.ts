import type { DeviceAuthorization, DeviceAuthorizationRequest, PollOutcome, TokenSet } from '@device-flow/machine'
import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { createScriptedFetch, createVirtualClock, granted, startScriptedServer } from '@device-flow/testing'
import type {
  ResponseSource,
  EndpointName,
  ScriptedServer,
  ScriptedServerOptions,
  VirtualClock,
} from '@device-flow/testing'
import { beforeAll, expect, onTestFinished } from 'vitest'
import { createOAuthServices } from '../src/index.ts'
import type { OAuthClientOptions, OAuthEndpoints, OAuthServices } from '../src/index.ts'

// An RSA key takes long to make, and servers of one process share it: without this, the first test of a file would get the keys late.
beforeAll(async () => {
  const server = await startScriptedServer()
  await fetch(server.endpoints.jwksUri)
  await server.close()
})

/** A signal that nobody aborts. */
export const call: { signal: AbortSignal } = { signal: new AbortController().signal }

/** A virtual clock that goes on while code is loaded, for code that never comes. */
export function withoutHold({ now, monotonic, schedule }: VirtualClock): Clock {
  return { now, monotonic, schedule }
}

export interface Setup extends Partial<OAuthClientOptions> {
  server?: ScriptedServerOptions
  /** Whether the server is reached by a `fetch` of its own, as in a page, and not over HTTP. */
  isInPage?: boolean
  /** Explicit endpoints instead of discovery. */
  endpoints?: (server: ScriptedServer) => OAuthEndpoints
}

/** A real server on loopback, and the services of one client of it, on a virtual clock that starts now. */
export async function connect({
  server: serverOptions = {},
  isInPage = false,
  endpoints,
  ...options
}: Setup = {}): Promise<Client> {
  const clock = createVirtualClock({ now: Date.now() })
  const inPage = isInPage ? createScriptedFetch({ ...serverOptions, clock }) : undefined
  const server = inPage ?? (await startScriptedServer(serverOptions))
  onTestFinished(() => server.close())
  const ownFetch = inPage && { fetch: inPage.fetch }
  const settings = { clientId: 'client-1', scope: 'openid offline_access', clock, ...ownFetch, ...options }
  const services = createOAuthServices(
    endpoints ? { ...settings, endpoints: endpoints(server) } : { ...settings, issuer: server.issuer },
  )
  const request = (asked: DeviceAuthorizationRequest = {}): Promise<DeviceAuthorization> =>
    services.requestDeviceAuthorization(asked, call)
  /** Polls once. Time passes while a key is waited for, and only then. */
  const pollOnce = async (): Promise<PollOutcome> => {
    const authorization = await request()
    let driven: Promise<unknown> | undefined
    const tellBlip = (): void => void (driven ??= drive(client, polled, undefined, 2000).catch(() => {}))
    const polled = services.pollToken(authorization, { ...call, tellBlip })
    return polled
  }
  const client: Client = {
    server,
    clock,
    services,
    request,
    async answerRequest(...answers) {
      server.script('deviceAuthorization', ...answers)
      return request()
    },
    async poll(...answers) {
      server.script('token', ...answers)
      return pollOnce()
    },
    async signIn(answer = granted()) {
      server.script('token', answer)
      const outcome = await pollOnce()
      if (outcome.type !== 'granted') throw new Error(`Not granted but ${outcome.type}`)
      return outcome.tokens
    },
  }
  return client
}

export interface Client {
  server: ScriptedServer
  clock: VirtualClock
  services: OAuthServices
  request(asked?: DeviceAuthorizationRequest): Promise<DeviceAuthorization>
  /** Requests a device authorization, with the answers that the server gives to it. */
  answerRequest(...answers: ResponseSource[]): Promise<DeviceAuthorization>
  /** Requests a device authorization and polls once, with the answers that the token endpoint gives. */
  poll(...answers: ResponseSource[]): Promise<PollOutcome>
  /** Signs in, with the answer that brings the tokens. */
  signIn(answer?: ResponseSource): Promise<TokenSet>
}

/** What a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  let value
  try {
    value = await promise
  } catch (error) {
    return error
  }
  throw new Error(`Expected a rejection, got ${JSON.stringify(value)}`)
}

/** The typed error that a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<DeviceFlowError> {
  const error = await failure(promise)
  expect(error).toBeInstanceOf(DeviceFlowError)
  return error as DeviceFlowError
}

/** The blip that a promise rejects with. */
export async function faultOf(promise: Promise<unknown>): Promise<TransientFault> {
  const fault = await failure(promise)
  expect(fault).toBeInstanceOf(TransientFault)
  return fault as TransientFault
}

/** The error with which a poll or a refresh ended the session. */
export function endOf(outcome: { type: string } | { type: string; error: DeviceFlowError }): DeviceFlowError {
  expect(['ended', 'refused']).toContain(outcome.type)
  return (outcome as { error: DeviceFlowError }).error
}

/** An answer with headers beside its own. */
export function withHeaders(source: ResponseSource, headers: Record<string, string>): ResponseSource {
  return async (request, server) => {
    let answer = source
    while (typeof answer === 'function') answer = await answer(request, server)
    return { ...answer, headers: { ...answer.headers, ...headers } }
  }
}

/** So many lists in each other. */
export function nested(depth: number): unknown {
  return depth === 0 ? 'x' : [nested(depth - 1)]
}

/** JSON with a member of 100 000 lists in each other, as only text can be: to make it, `JSON.stringify` has too small a stack. */
export function nestedJson(others: object, member: string): string {
  return JSON.stringify({ ...others, [member]: '?' }).replace('"?"', '['.repeat(100_000) + ']'.repeat(100_000))
}

/** A promise that is kept when a test says so. */
export function holdBack(): { held: Promise<void>; release: () => void } {
  let resolveHeld: (() => void) | undefined
  const held = new Promise<void>((resolve) => (resolveHeld = resolve))
  return { held, release: () => resolveHeld?.() }
}

/** Lets virtual time pass while nothing is under way at the server, but for an endpoint that hangs, until a promise is settled. */
export async function drive<Value>(
  { server, clock }: Pick<Client, 'server' | 'clock'>,
  promise: Promise<Value>,
  hanging?: EndpointName,
  stepMs = 500,
): Promise<Value> {
  const settled = promise.then(
    () => true,
    () => true,
  )
  let quietMoments = 0
  while (!(await Promise.race([settled, shortWhile()]))) {
    const isQuiet = server.requests().every(({ endpoint, endedAt }) => endedAt || endpoint === hanging)
    quietMoments = isQuiet ? quietMoments + 1 : 0
    // Time that passed while an answer is on its way would count for its time-out.
    if (quietMoments > 2) {
      await clock.advance(stepMs)
      quietMoments = 0
    }
  }
  return promise
}

function shortWhile(): Promise<boolean> {
  return new Promise((resolve) => setTimeout(() => resolve(false), 5))
}
