import type { ExchangeKind, WireRequest } from './exchange.ts'

const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** What a request is for, by what is in it: addresses differ from server to server. */
export function kindOf({ method, url, headers, body }: WireRequest): ExchangeKind {
  const { pathname } = new URL(url)
  if (pathname.includes('/.well-known/')) return 'discovery'
  if (method === 'POST') {
    const form = readForm(headers, body)
    const grant = form.get('grant_type') ?? form.get('grantType')
    if (grant === 'refresh_token') return 'refresh'
    if (grant === DEVICE_CODE_GRANT || form.has('device_code') || form.has('deviceCode')) return 'poll'
    if (form.has('token')) return 'revocation'
    if (form.has('client_id') || form.has('clientId') || form.has('scope')) return 'deviceAuthorization'
  }
  if (/jwks|certs|keys/i.test(pathname)) return 'keys'
  return /userinfo|\/me$/i.test(pathname) ? 'userInfo' : 'api'
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
