import type { Context, Middleware } from './context.ts'

// As Keycloak can be set up: the proof binds the refresh token, and any API takes the access token.

/** Leaves out of a JWT which key it is bound to. */
export function withoutBinding(
  _ctx: unknown,
  _token: unknown,
  { payload }: { payload: Record<string, unknown> },
): void {
  delete payload.cnf
}

/** Says `Bearer` of the access token. */
export const bearerAccessTokens: Middleware = async (ctx: Context, next) => {
  await next()
  const body = ctx.body as { token_type?: string } | undefined
  if (ctx.oidc?.route === 'token' && body?.token_type) ctx.body = { ...body, token_type: 'Bearer' }
}
