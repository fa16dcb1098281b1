import { isRecord } from '@device-flow/untrusted'
import type { RequestKind } from './request-kind.ts'

/** How a server answers, where that is not RFC 8628's way. */
export interface ResponseDialect {
  /** What the standards call its members, under its names. */
  readonly responseNames?: Readonly<Record<string, string>>
  /** What members are when it leaves them out, by the request that it answers. */
  readonly defaults?: Readonly<Partial<Record<RequestKind, Readonly<Record<string, unknown>>>>>
  /** The OAuth codes of its errors, under its names for them: codes, numbers, types of exceptions. */
  readonly codes?: Readonly<Record<string, string>>
}

/** What of a response is needed to understand it. */
export interface ForeignResponse {
  status: number
  headers: Headers
  body: unknown
}

// Where AWS names the type of an exception, if not in the body.
const ERROR_TYPE_HEADER = 'x-amzn-errortype'

/**
 * What a server means, in the words of the standards: the same body, with members and codes under their names. One that is no JSON
 * object comes back as it is. An error stays an error: a code is never taken for tokens.
 *
 * @param kind the request that it answers
 */
export function translateResponse(
  { status, headers, body }: ForeignResponse,
  dialect: ResponseDialect,
  kind: RequestKind,
): unknown {
  if (!isRecord(body)) return body
  const isError = status >= 400 || body['error'] !== undefined
  if (isError) return { ...body, ...errorIn(body, headers, dialect.codes ?? {}) }
  const names = dialect.responseNames ?? {}
  const named = Object.entries(body).map(([name, value]) => [names[name] ?? name, value])
  return { ...dialect.defaults?.[kind], ...Object.fromEntries(named) }
}

function errorIn(
  body: Record<string, unknown>,
  headers: Headers,
  codes: Readonly<Record<string, string>>,
): { error: string; error_description?: string } | undefined {
  const details = isRecord(body['error']) ? body['error'] : {}
  const said = [headers.get(ERROR_TYPE_HEADER), ...Object.values(details), ...Object.values(body)]
  const code = said.map(plainName).find((name) => Object.hasOwn(codes, name))
  if (code === undefined) return undefined
  const words = [body['error_description'], details['message'], body['message'], body['Message']]
  const description = words.find((text) => typeof text === 'string')
  return { error: String(codes[code]), ...(typeof description === 'string' && { error_description: description }) }
}

/** `AuthorizationPendingException` of `com.amazonaws.sso#AuthorizationPendingException:http://…`. */
function plainName(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return ''
  return String(value).split(':')[0]?.split('#').at(-1) ?? ''
}
