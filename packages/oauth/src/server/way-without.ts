import { hasBothEndpoints } from '../options/endpoints.ts'
import type { OAuthEndpoints } from '../options/endpoints.ts'

/** What makes a login do without metadata. */
export function wayWithout(endpoints: Partial<OAuthEndpoints>): string {
  return hasBothEndpoints(endpoints)
    ? 'give the address of the key set too: jwksUri (--jwks-uri on the command line)'
    : 'give the endpoints one by one'
}
