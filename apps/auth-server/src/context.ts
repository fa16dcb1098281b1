import type { KoaContextWithOIDC } from 'oidc-provider'

/** A request and its reply, as Koa and oidc-provider see them. `oidc` is absent on routes that are not oidc-provider's. */
export type Context = KoaContextWithOIDC

/** Koa middleware. */
export type Middleware = (ctx: Context, next: () => Promise<unknown>) => Promise<void>
