/** DPoP, as `createDpop` of `@device-flow/oauth/dpop` makes it. What it does in the services is between it and `createOAuthServices`. */
export type DpopOption = (...parts: never) => unknown

/** The same of a login's beginning and end, as `createLoginBinding` of `@device-flow/oauth/binding` makes it. */
export type LoginBinding = (...parts: never) => unknown
