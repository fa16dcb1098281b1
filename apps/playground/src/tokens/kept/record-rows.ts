import { isRecord } from '@device-flow/untrusted'

/** The members that hold a secret, by the names that the record gives them. */
const SECRETS = new Set(['deviceCode', 'accessToken', 'refreshToken', 'idToken'])

/** A member of what is kept. */
export interface RecordRow {
  /** `signedIn.tokens.accessToken` */
  readonly path: string
  readonly value: string
  readonly isSecret: boolean
}

/** The members of a record, in the order in which they are written, each with the way to it. */
export function recordRows(record: object): RecordRow[] {
  return rowsOf(record, '')
}

function rowsOf(value: unknown, path: string): RecordRow[] {
  if (isRecord(value) || Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, member]) => rowsOf(member, path ? `${path}.${name}` : name))
  }
  const name = path.split('.').at(-1) ?? ''
  return value === undefined ? [] : [{ path, value: asText(name, value), isSecret: SECRETS.has(name) }]
}

/** Times are ms since the epoch there, which nobody reads. */
function asText(name: string, value: unknown): string {
  const isTime = typeof value === 'number' && /(?:At|NotBefore)$|^at$/.test(name)
  return isTime && !Number.isNaN(new Date(value).getTime())
    ? `${value} (${new Date(value).toISOString()})`
    : String(value)
}
