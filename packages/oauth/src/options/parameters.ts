import { isRecord } from '@device-flow/untrusted'
import { OAuthOptionsError } from './options-error.ts'

const PROTOCOL = new Set([
  'grant_type',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'device_code',
  'refresh_token',
  'token',
  'token_type_hint',
])
const OPTIONS = new Set(['scope', 'audience', 'resource'])

/** Checks extra request parameters. Throws {@link OAuthOptionsError}. */
export function checkParameters(parameters: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(parameters)) {
    const option = `parameters.${name}`
    if (PROTOCOL.has(name)) throw new OAuthOptionsError(option, 'is set by the protocol and cannot be overridden')
    // RFC 8628 §3.1: no parameter more than once.
    if (OPTIONS.has(name)) throw new OAuthOptionsError(option, `has an option of its own, ${name}`)
    if (typeof value !== 'string') throw new OAuthOptionsError(option, 'must be a string')
    // An empty one is left out of the request (RFC 8628 §3.1).
    const problem = value && valueProblem(name, value)
    if (problem) throw new OAuthOptionsError(option, problem)
  }
}

/** Servers pass over such a value, or say too little, and what was asked for would be neither sent nor judged. */
function valueProblem(name: string, value: string): string | undefined {
  switch (name) {
    case 'max_age':
      return /^\d+$/.test(value) ? undefined : 'must be a whole number of seconds'
    case 'claims':
      return isRecord(parseJson(value)) ? undefined : 'must be a JSON object'
    case 'authorization_details':
      return Array.isArray(parseJson(value)) ? undefined : 'must be a JSON array, such as [{"type":"payment"}]'
    default:
      return undefined
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
