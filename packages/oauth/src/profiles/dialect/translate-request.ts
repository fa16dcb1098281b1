import { requestKind } from './request-kind.ts'
import type { RequestKind } from './request-kind.ts'

/** How a server wants its requests, where that is not RFC 8628's way. */
export interface RequestDialect {
  /** How a body is written. Default: as a form. */
  readonly encoding?: 'form' | 'json'
  /** What it calls parameters, under the standards' names. */
  readonly requestNames?: Readonly<Record<string, string>>
  /** Parameters that a request has beside or instead of the standards': an empty value leaves one out. */
  readonly parameters?: Readonly<Partial<Record<RequestKind, Readonly<Record<string, string>>>>>
  /** What stands between scopes. Default: a blank. */
  readonly scopeSeparator?: string
}

/** The body of a request in a server's dialect, with its type. */
export interface TranslatedRequest {
  body: string
  contentType: string
}

/** Puts a request, as the standards have it, into a server's dialect. */
export function translateRequest(form: URLSearchParams, dialect: RequestDialect): TranslatedRequest {
  const { encoding = 'form', requestNames = {}, parameters = {}, scopeSeparator = ' ' } = dialect
  const own = parameters[requestKind(form)] ?? {}
  const members = [...form]
    .filter(([name]) => !Object.hasOwn(own, name))
    .map(([name, value]): [string, string] => [
      requestNames[name] ?? name,
      name === 'scope' ? value.split(/\s+/).join(scopeSeparator) : value,
    ])
    .concat(Object.entries(own).filter(([, value]) => value !== ''))
  return encoding === 'json'
    ? { body: JSON.stringify(Object.fromEntries(members)), contentType: 'application/json' }
    : { body: new URLSearchParams(members).toString(), contentType: 'application/x-www-form-urlencoded' }
}
