import type { ResponseFunction } from '../server/scripted-response.ts'
import type { TokenGrants } from './token-grants.ts'

/** An API that takes the access tokens of these grants, and tells dead ones by 401 `invalid_token` (RFC 6750 §3.1). */
export function sampleApi(grants: TokenGrants, subject: string): ResponseFunction {
  return ({ method, headers }) => {
    const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
    if (token === undefined) return unauthorized('Bearer')
    const holder = grants.holder(token)
    if (!holder?.secondsLeft) return unauthorized('Bearer error="invalid_token"')
    return { body: { sub: subject, family: holder.family.id, method } }
  }
}

const unauthorized = (challenge: string) => ({ status: 401, headers: { 'www-authenticate': challenge } })
