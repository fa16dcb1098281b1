import type { JWTPayload } from 'jose'
import type { Refusal, TokenCheck } from './token-check.ts'
import type { Context, Middleware } from '../context.ts'

/** The path of the sample API. */
export const API_PATH = '/api'

const ORDERS = [
  { id: 'A-1001', item: 'Tea, Darjeeling', quantity: 2, status: 'ready to pick up' },
  { id: 'A-1002', item: 'Teapot, blue', quantity: 1, status: 'arrives on Thursday' },
]

const RESPONSES: Record<string, (claims: JWTPayload) => object> = {
  [`${API_PATH}/orders`]: () => ({ orders: ORDERS }),
  [`${API_PATH}/me`]: ({ sub, client_id: clientId, scope, exp }) => ({ sub, client_id: clientId, scope, exp }),
}

function challenge(refusal: Refusal, scheme: 'Bearer' | 'DPoP'): string {
  const realm = `${scheme} realm="sample-api"`
  if (refusal.reason === 'no_token') return realm
  const detail =
    refusal.reason === 'insufficient_scope' ? `scope="${refusal.scope}"` : `error_description="${refusal.description}"`
  return `${realm}, error="${refusal.reason}", ${detail}`
}

function refuse(ctx: Context, refusal: Refusal): void {
  ctx.status = refusal.reason === 'insufficient_scope' ? 403 : 401
  ctx.set('WWW-Authenticate', challenge(refusal, /^dpop /i.test(ctx.get('Authorization')) ? 'DPoP' : 'Bearer'))
  ctx.body = { error: refusal.reason === 'no_token' ? 'unauthorized' : refusal.reason }
}

function allowOrigin(ctx: Context, allowedOrigins: ReadonlySet<string>): void {
  ctx.vary('Origin')
  if (!allowedOrigins.has(ctx.get('Origin'))) return
  ctx.set('Access-Control-Allow-Origin', ctx.get('Origin'))
  if (ctx.method === 'OPTIONS') {
    ctx.set({
      'Access-Control-Allow-Methods': 'GET',
      'Access-Control-Allow-Headers': 'Authorization, DPoP',
      'Access-Control-Max-Age': '600',
    })
  }
}

/** The sample API: `GET /api/orders` and `GET /api/me`, for a token with the right audience and scope, and its proof if it is bound. */
export function sampleApi(check: TokenCheck, nonce: string, allowedOrigins: ReadonlySet<string>): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(`${API_PATH}/`)) return void (await next())
    allowOrigin(ctx, allowedOrigins)
    ctx.set('Cache-Control', 'no-store')
    if (ctx.method === 'OPTIONS') return void (ctx.status = 204)
    const result = await check({
      authorization: ctx.get('Authorization') || undefined,
      proof: ctx.get('DPoP') || undefined,
      method: ctx.method,
      path: ctx.path,
    })
    if ('refusal' in result) {
      if (result.refusal.reason === 'use_dpop_nonce') ctx.set('DPoP-Nonce', nonce)
      return refuse(ctx, result.refusal)
    }
    const respond = RESPONSES[ctx.path]
    ctx.status = respond ? 200 : 404
    ctx.body = respond ? respond(result.claims) : { error: 'not_found' }
    if (respond && ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.status = 405
      ctx.set('Allow', 'GET')
      ctx.body = { error: 'method_not_allowed' }
    }
  }
}
