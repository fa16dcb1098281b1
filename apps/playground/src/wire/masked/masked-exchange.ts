import type { Exchange, WireRequest, WireResponse } from '../exchange.ts'
import { formMembers, type FormMember } from './form-parts.ts'
import { asSent, formatted, jsonParts } from './json-parts.ts'
import type { KnownSecrets } from './known-secrets.ts'
import { Masker } from './masker.ts'
import { joined, secretsAmong, type Part } from './part.ts'
import { isSecretName } from './secret-names.ts'

/** A header, with its secrets apart. */
export interface MaskedHeader {
  readonly name: string
  readonly value: readonly Part[]
}

/** A request with its secrets apart. */
export interface MaskedRequest {
  readonly method: string
  readonly host: string
  /** With the query. */
  readonly path: readonly Part[]
  readonly url: readonly Part[]
  readonly headers: readonly MaskedHeader[]
  /** Where the body is a form. */
  readonly form: readonly FormMember[] | undefined
  readonly body: readonly Part[]
}

/** A response with its secrets apart. */
export interface MaskedResponse {
  readonly headers: readonly MaskedHeader[]
  /** As it was sent. */
  readonly body: readonly Part[]
  /** The same in lines, where it is JSON. */
  readonly formatted: readonly Part[] | undefined
}

/** Takes a request apart. */
export function maskRequest(request: WireRequest, known: KnownSecrets): MaskedRequest {
  const masker = new Masker('request', known)
  const { method, headers, body } = request
  const { origin, host, pathname, search } = new URL(request.url)
  const query = search ? ['?', ...joinedMembers(formMembers(search.slice(1), masker))] : []
  const path = joined([...masker.text(pathname), ...query])
  const isForm = headers.some(([name, value]) => name === 'content-type' && value.includes('x-www-form-urlencoded'))
  const form = isForm && body ? formMembers(body, masker) : undefined
  return {
    method,
    host,
    path,
    url: joined([origin, ...path]),
    headers: headers.map((header) => maskHeader(header, masker)),
    form,
    body: form ? joinedMembers(form) : maskBody(body, masker).body,
  }
}

/** Takes a response apart. */
export function maskResponse({ headers, body = '' }: WireResponse, known: KnownSecrets): MaskedResponse {
  const masker = new Masker('response', known)
  return { headers: headers.map((header) => maskHeader(header, masker)), ...maskBody(body, masker) }
}

/** Remembers the secrets of an exchange, to find them wherever they come again. */
export function learnSecrets({ request, response }: Pick<Exchange, 'request' | 'response'>, known: KnownSecrets): void {
  const { headers, form, body } = maskRequest(request, known)
  const members = form ? form.flatMap(({ value }) => value) : body
  const answered = response ? maskResponse(response, known) : undefined
  const all = [...headers, ...(answered?.headers ?? [])].flatMap(({ value }) => value)
  for (const { name, value } of secretsAmong([...all, ...members, ...(answered?.body ?? [])])) known.add(name, value)
}

function maskHeader([name, value]: readonly [string, string], masker: Masker): MaskedHeader {
  if (!isSecretName(name)) return { name, value: masker.text(value, name) }
  const [, scheme = '', credentials = value] = /^(Bearer |DPoP |Basic )(.+)$/i.exec(value) ?? []
  return { name, value: joined([scheme, masker.secret(name, credentials)]) }
}

function maskBody(body: string, masker: Masker): Pick<MaskedResponse, 'body' | 'formatted'> {
  if (body === '') return { body: [], formatted: undefined }
  try {
    const tokens = jsonParts(body, masker)
    return { body: asSent(tokens), formatted: formatted(tokens) }
  } catch {
    return { body: masker.text(body), formatted: undefined }
  }
}

function joinedMembers(members: readonly FormMember[]): Part[] {
  return joined(members.flatMap(({ sent }, index): Part[] => [index === 0 ? '' : '&', ...sent]))
}
