import type { ExchangeKind, WireRequest } from './exchange.ts'
import type { KnownEndpoints } from './known-endpoints.ts'

const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** What a request is for: by its address, where the server's metadata names it; otherwise by what is in it. */
export function kindOf(request: WireRequest, endpoints: KnownEndpoints): ExchangeKind {
  const { method, url, headers, body } = request
  const grant = method === 'POST' ? grantOf(readForm(headers, body)) : undefined
  const known = endpoints.kindAt(url)
  if (known === 'token') return grant ?? 'poll'
  if (known) return known
  if (new URL(url).pathname.includes('/.well-known/') && method === 'GET') return 'discovery'
  if (grant) return grant
  return endpoints.areKnown ? 'api' : guessedKind(request)
}

function grantOf(form: URLSearchParams): 'refresh' | 'poll' | undefined {
  const grant = form.get('grant_type') ?? form.get('grantType')
  if (grant === 'refresh_token') return 'refresh'
  return grant === DEVICE_CODE_GRANT || form.has('device_code') || form.has('deviceCode') ? 'poll' : undefined
}

/** Before the metadata is there, or where there is none. */
function guessedKind({ method, url, headers, body }: WireRequest): ExchangeKind {
  const { pathname } = new URL(url)
  if (method === 'POST') {
    const form = readForm(headers, body)
    if (form.has('token')) return 'revocation'
    if (form.has('clientName') || form.has('client_name')) return 'registration'
    if (form.has('client_id') || form.has('clientId') || form.has('scope')) return 'deviceAuthorization'
  }
  if (/\/(?:jwks(?:\.json)?|certs|keys|jwks_uri)$/i.test(pathname)) return 'keys'
  return /\/(?:userinfo|me)$/i.test(pathname) ? 'userInfo' : 'api'
}

/** The members of a body, form-encoded or, as at AWS, in JSON. */
export function readForm(headers: WireRequest['headers'], body: string): URLSearchParams {
  const isJson = headers.some(([name, value]) => name === 'content-type' && value.includes('json'))
  if (!isJson) return new URLSearchParams(body)
  try {
    return new URLSearchParams(JSON.parse(body) as Record<string, string>)
  } catch {
    return new URLSearchParams()
  }
}
