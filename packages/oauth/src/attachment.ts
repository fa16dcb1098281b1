import type { Context } from './context.ts'
import type { OAuthServices } from './oauth-services.ts'

/** Makes services of what every request of theirs works with. */
export type ServicesOf = (context: Context) => OAuthServices

/** What the options `dpop` and `loginBinding` really are: they make services that do more, of a context that sends otherwise. */
export type Attachment = (context: Context, servicesOf: ServicesOf) => OAuthServices
