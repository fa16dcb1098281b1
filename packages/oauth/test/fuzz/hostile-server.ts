import { isDeviceFlowError, isTransientFault, Secret, type TokenSet } from '@device-flow/machine'
import { createCanaries, createVirtualClock, expectNoCanaries, tokenSet } from '@device-flow/testing'
import type { Canaries, VirtualClock } from '@device-flow/testing'
import { RAW_CONTROL } from '@device-flow/untrusted/fuzz'
import * as fc from 'fast-check'
import { expect } from 'vitest'
import { createDpop } from '../../src/dpop/index.ts'
import { createOAuthServices, type OAuthServices } from '../../src/index.ts'
import { call } from '../support.ts'
import { ISSUER, type AnyResponse } from './any-response.ts'

/** More pieces of bodies than any request may read. */
const ENOUGH_CHUNKS = 80

/** What each endpoint answers; `undefined`: as a good server does. */
export interface Answers {
  metadata?: AnyResponse
  keys?: AnyResponse
  deviceAuthorization?: AnyResponse
  token?: AnyResponse
  userinfo?: AnyResponse
  revocation?: AnyResponse
}

/** Secrets as machines make them, or as people do: in messages, the latter look like any words. */
export const secrets: fc.Arbitrary<Canaries> = fc.boolean().map((isMade) => (isMade ? createCanaries() : BY_PEOPLE))
const BY_PEOPLE: Canaries = {
  deviceCode: 'brave.otter.lake',
  accessToken: 'quiet.river.moon',
  refreshToken: 'amber.falcon.hill',
  idToken: 'silver.maple.road',
  clientSecret: 'gentle.cedar.wind',
}

/** A client of a server that answers like this, and repeats its secrets wherever a response says `$deviceCode` and the like. */
export function hostileClient(answers: Answers, canaries: Canaries, options: ClientOptions = {}): Client {
  const { isBound, scope } = options
  const good: Required<Answers> = {
    metadata: json(METADATA),
    keys: json({ keys: [] }),
    deviceAuthorization: json({ ...DEVICE_AUTHORIZATION, device_code: canaries.deviceCode }),
    token: json({ ...TOKENS, access_token: canaries.accessToken }),
    userinfo: json({ sub: 'person-1' }),
    revocation: json({}),
  }
  const read = { chunks: 0 }
  const clock = createVirtualClock({ now: Date.now() })
  const services = createOAuthServices({
    issuer: ISSUER,
    clientId: 'client-1',
    clientAuth: { method: 'client_secret_post', clientSecret: new Secret(canaries.clientSecret) },
    clock,
    ...(scope && { scope }),
    ...(isBound && { dpop: createDpop() }),
    fetch: async (input) => {
      const path = new URL(input instanceof Request ? input.url : input).pathname.slice(1)
      const name = (path.startsWith('.well-known') ? 'metadata' : path) as keyof Answers
      const { status, headers: given, body, isEndless } = answers[name] ?? good[name] ?? json({})
      const text = repeatSecrets(body, canaries)
      const givenHeaders = Object.entries(given).map(([header, value]) => [header, repeatSecrets(value, canaries)])
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          read.chunks++
          controller.enqueue(new TextEncoder().encode(isEndless ? text.padEnd(65_536, ' ') : text))
          if (!isEndless || read.chunks >= ENOUGH_CHUNKS) controller.close()
        },
      })
      return new Response(stream, { status, headers: Object.fromEntries(givenHeaders) as Record<string, string> })
    },
  })
  return { services, clock, canaries, read, tokens: tokenSet({ ...canaries, claims: { iss: ISSUER } }) }
}

export interface ClientOptions {
  scope?: string
  /** With proofs of possession. */
  isBound?: boolean
}

export interface Client {
  services: OAuthServices
  clock: VirtualClock
  canaries: Canaries
  /** How many pieces of bodies were asked for. */
  read: { readonly chunks: number }
  tokens: TokenSet
}

/** Asks for a code, and polls once. */
export async function signIn({ services }: Client): Promise<unknown> {
  return services.pollToken(await services.requestDeviceAuthorization({}, call), call)
}

/** What must hold whatever a server says: an outcome or a typed error, soon, in words without secrets that are fit to be shown. */
export async function expectSound(client: Client, promise: Promise<unknown>): Promise<void> {
  const value = await inTime(client, promise)
  const error = errorIn(value)
  const texts = [error?.message, error?.error, error?.errorDescription, error?.errorUri, error?.field]
  for (const text of texts) {
    expect(text ?? '').not.toMatch(RAW_CONTROL)
    expect((text ?? '').length).toBeLessThan(5_000)
  }
  const { retryAfterMs } = Object(value) as { retryAfterMs?: number }
  expect(retryAfterMs ?? 0).toSatisfy(Number.isFinite)
  expectNoCanaries({ texts: texts.join('\n'), json: JSON.stringify(value) ?? '' }, client.canaries)
  // Each piece is 64 KiB or the whole: of an endless body, 1 MiB is read and no more. Each of two documents of metadata is asked for twice.
  expect(client.read.chunks).toBeLessThan(ENOUGH_CHUNKS)
}

/** What a promise settles with while virtual time passes; the log says so when it never does. */
async function inTime({ clock }: Client, promise: Promise<unknown>): Promise<unknown> {
  const state = { settled: false }
  const value = promise
    .catch((error: unknown) => {
      expect(isDeviceFlowError(error) || isTransientFault(error), String(error)).toBe(true)
      return error
    })
    .finally(() => (state.settled = true))
  for (let turns = 0; !state.settled && turns < 600; turns++) {
    if (turns < 50) await new Promise((resolve) => setImmediate(resolve))
    else {
      // A retry waits for this. The time of a signature that is still being checked must not run out meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 10))
      await clock.advance(500)
    }
  }
  expect(state.settled, 'it hangs').toBe(true)
  return value
}

type Told = Partial<Record<'message' | 'error' | 'errorDescription' | 'errorUri' | 'field', string>>

/** The error that was rejected with, or that the outcome holds. */
function errorIn(value: unknown): Told | undefined {
  return value instanceof Error ? (value as Told) : (value as { error?: Told } | undefined)?.error
}

function json(body: object): AnyResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), isEndless: false }
}

export function repeatSecrets(text: string, canaries: Canaries): string {
  return text.replaceAll(/\$(\w+)/g, (whole, name: keyof Canaries) => canaries[name] ?? whole)
}

export const METADATA: Record<string, unknown> = {
  issuer: ISSUER,
  device_authorization_endpoint: `${ISSUER}/deviceAuthorization`,
  token_endpoint: `${ISSUER}/token`,
  userinfo_endpoint: `${ISSUER}/userinfo`,
  revocation_endpoint: `${ISSUER}/revocation`,
  jwks_uri: `${ISSUER}/keys`,
  grant_types_supported: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
  token_endpoint_auth_methods_supported: ['client_secret_post'],
  id_token_signing_alg_values_supported: ['RS256'],
}

export const DEVICE_AUTHORIZATION: Record<string, unknown> = {
  device_code: '$deviceCode',
  user_code: 'WDJB-MJHT',
  verification_uri: `${ISSUER}/activate`,
  verification_uri_complete: `${ISSUER}/activate?user_code=WDJB-MJHT`,
  expires_in: 900,
  interval: 5,
}

export const TOKENS: Record<string, unknown> = {
  access_token: '$accessToken',
  token_type: 'bearer',
  expires_in: 3600,
  refresh_token: '$refreshToken',
  scope: 'a b',
}
