import type { JWK } from 'jose'
import type { Exchange } from '../../wire/exchange.ts'
import { readForm } from '../../wire/kind-of.ts'
import { isIdTokenKept } from '../../wire/token-verdicts.ts'
import { jsonIn, type TokenResponse } from '../../wire/token-response.ts'
import { readJwt } from '../../wire/read-jwt.ts'

/** The client that an ID token should be for. */
export interface Client {
  readonly clientId: string
  /** Verifies an HMAC; undefined for a public client. */
  readonly clientSecret: string | undefined
}

/** Keys that the server published, and the request that brought them. */
export interface KeySet {
  readonly exchange: number
  readonly keys: readonly JWK[]
}

/** What an ID token is checked against: all of it passed over the wire, but for the client's own settings. */
export interface Evidence extends Client {
  readonly accessToken: string
  /** Undefined where no metadata was read. */
  readonly issuer: string | undefined
  /** The algorithms that the server announces; RS256 where it announces none. */
  readonly algorithms: readonly string[]
  /** Whether the server says where its keys are. */
  readonly hasKeySet: boolean
  /** The newest first: what was read up to when this token was judged. */
  readonly keySets: readonly KeySet[]
  /** Keys of the playground that are published by now, where the login refused the token before it looked for its key. */
  readonly keysNotAskedFor: readonly JWK[]
  /** When the token came, ms since the epoch: by the server's clock where the page may read it, else by the device's. */
  readonly now: number
  readonly isServersClock: boolean
  /** When it came by the device's clock, ms since the epoch. */
  readonly arrivedAt: number
  /** What the login asked for (parameters of the device authorization request). */
  readonly asked: Readonly<Record<'nonce' | 'max_age' | 'claims', string | undefined>>
  /** How long the login took, ms: a person may have signed in at its beginning. */
  readonly waitedMs: number
  readonly isRefresh: boolean
  /** The claims before a refresh; undefined at a login. */
  readonly before: Readonly<Record<string, unknown>> | undefined
}

/** Gathers what the ID token of a response is checked against. */
export function evidenceFor(
  { exchange, accessToken }: TokenResponse,
  responses: readonly TokenResponse[],
  exchanges: readonly Exchange[],
  client: Client,
  playgroundKeys: readonly JWK[] = [],
): Evidence {
  const arrivedAt = exchange.endedAt ?? exchange.sentAt
  const serverTime = Date.parse(headerOf(exchange, 'date') ?? '')
  const isServersClock = !Number.isNaN(serverTime)
  const metadata = metadataBefore(exchanges, exchange.number)
  const announced = metadata['id_token_signing_alg_values_supported']
  const login = loginOf(exchange, exchanges)
  const form = login && readForm(login.request.headers, login.request.body)
  const asked = (name: string): string | undefined => form?.get(name) ?? undefined
  return {
    ...client,
    accessToken,
    issuer: issuerOf(metadata),
    algorithms: Array.isArray(announced) ? announced.filter((alg) => typeof alg === 'string') : ['RS256'],
    hasKeySet: typeof metadata['jwks_uri'] === 'string' || exchanges.some(({ kind }) => kind === 'keys'),
    keySets: keySetsFor(exchange, responses, exchanges),
    keysNotAskedFor: isRefusedBeforeKeys(exchange) ? playgroundKeys : [],
    now: isServersClock ? serverTime : arrivedAt,
    isServersClock,
    arrivedAt,
    asked: { nonce: asked('nonce'), max_age: asked('max_age'), claims: asked('claims') },
    waitedMs: login ? waitedFor(login, arrivedAt) : 0,
    isRefresh: exchange.kind === 'refresh',
    before: exchange.kind === 'refresh' ? claimsBefore(exchange, responses) : undefined,
  }
}

function isRefusedBeforeKeys({ verdict }: Exchange): boolean {
  return verdict?.field !== undefined && !['alg', 'kid', 'signature'].includes(verdict.field)
}

function metadataBefore(exchanges: readonly Exchange[], number: number): Record<string, unknown> {
  const read = exchanges.findLast(
    (other) => other.kind === 'discovery' && other.response?.status === 200 && other.number < number,
  )
  return jsonIn(read?.response?.body)
}

function issuerOf({ issuer }: Record<string, unknown>): string | undefined {
  return typeof issuer === 'string' ? issuer : undefined
}

/** Keys that are read after a token came are read because of it: none of those before had signed it. */
function keySetsFor(
  { number }: Exchange,
  responses: readonly TokenResponse[],
  exchanges: readonly Exchange[],
): KeySet[] {
  const next = responses.find(({ exchange }) => exchange.number > number)?.exchange.number ?? Infinity
  return exchanges
    .filter((other) => other.kind === 'keys' && other.number < next)
    .flatMap((other) => {
      const { keys } = jsonIn(other.response?.body)
      return Array.isArray(keys) ? [{ exchange: other.number, keys: keys as JWK[] }] : []
    })
    .toReversed()
}

/** The device authorization request of a login: the one that brought the code of its poll, or else the newest. */
function loginOf({ number, request }: Exchange, exchanges: readonly Exchange[]): Exchange | undefined {
  const code = readForm(request.headers, request.body).get('device_code')
  const logins = exchanges.filter((other) => other.kind === 'deviceAuthorization' && other.number < number)
  return logins.find(({ response }) => code && jsonIn(response?.body)['device_code'] === code) ?? logins.at(-1)
}

function waitedFor({ endedAt, sentAt, response }: Exchange, arrivedAt: number): number {
  const lifetime = Number(jsonIn(response?.body)['expires_in'])
  return Math.min(arrivedAt - (endedAt ?? sentAt), Number.isFinite(lifetime) ? lifetime * 1000 : Infinity)
}

function claimsBefore({ number }: Exchange, responses: readonly TokenResponse[]): Evidence['before'] {
  const accepted = responses.findLast(
    ({ exchange, idToken }) => exchange.number < number && idToken && isIdTokenKept(exchange.verdict),
  )
  return accepted?.idToken ? readJwt(accepted.idToken)?.claims : undefined
}

function headerOf({ response }: Exchange, wanted: string): string | undefined {
  return response?.headers.find(([name]) => name === wanted)?.[1]
}
