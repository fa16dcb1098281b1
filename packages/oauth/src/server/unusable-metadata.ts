// Loaded only where metadata cannot be used: few need these words.
import { cleanText } from '@device-flow/untrusted'
import { parseUrl } from '../http/parse-url.ts'
import type { OAuthEndpoints } from '../options/options.ts'
import { wayWithout } from './way-without.ts'

const MAX_ADDRESS_CHARS = 200

/** What is wrong with metadata. */
export type MetadataProblem =
  | { kind: 'severalTenants' }
  /** It names another issuer, or none. */
  | { kind: 'otherIssuer'; claimed: unknown }
  /** It has no such endpoint, whether it lists the device flow or not. */
  | { kind: 'missing'; member: string; isFlowListed: boolean }
  /** It names an endpoint that no request may go to. */
  | { kind: 'endpoint'; member: string; address: unknown; problem: string }

/** Says what is wrong with the metadata of an issuer, and what to do about it. */
export function unusableMetadata(problem: MetadataProblem, issuer: URL, endpoints: Partial<OAuthEndpoints>): string {
  switch (problem.kind) {
    case 'severalTenants':
      return (
        `${issuer.href} stands for the issuers of several tenants, so it is not known whose ID tokens to accept. ` +
        'Give the issuer of one tenant, or the endpoints one by one; to accept the people of every tenant, set issuerTemplate (--issuer-template on the command line).'
      )
    case 'otherIssuer':
      return otherIssuer(problem.claimed, issuer, endpoints)
    case 'missing':
      return missing(problem, issuer)
    case 'endpoint':
      return unusableEndpoint(problem, issuer)
  }
}

function otherIssuer(claimed: unknown, { href }: URL, endpoints: Partial<OAuthEndpoints>): string {
  if (typeof claimed !== 'string' || !claimed) {
    return `The metadata document of ${href} does not name it as its issuer. Check the issuer, or ${wayWithout(endpoints)}.`
  }
  const says = `${href} says that its issuer is ${cleanText(claimed, MAX_ADDRESS_CHARS)}`
  const isOtherScheme =
    parseUrl(claimed.replace(/^http:/i, 'https:'))?.href.replace(/\/$/, '') === href.replace(/\/$/, '')
  return isOtherScheme
    ? `${says}, without TLS. ${UNAWARE_OF_TLS}`
    : `${says}. If that is the right server, configure that issuer.`
}

function missing({ member, isFlowListed }: MetadataProblem & { kind: 'missing' }, { href, origin }: URL): string {
  return isFlowListed && member === 'device_authorization_endpoint'
    ? `The metadata of ${href} lists the device flow, and does not name its ${member}. Give that one alone: ` +
        'deviceAuthorizationEndpoint (--device-authorization-endpoint on the command line). ' +
        `At Django OAuth Toolkit it is ${href.replace(/\/$/, '')}/device-authorization/, at Doorkeeper ${origin}/oauth/authorize_device.`
    : `The metadata of ${href} has no ${member}: this server does not offer the device flow, ` +
        'or not under this issuer. Check the issuer, or give the endpoints one by one.'
}

function unusableEndpoint(
  { member, address, problem }: MetadataProblem & { kind: 'endpoint' },
  { href, protocol }: URL,
): string {
  const url = typeof address === 'string' ? parseUrl(address) : undefined
  return url?.protocol === 'http:' && protocol === 'https:'
    ? `The ${member} in the metadata of ${href} is ${cleanText(url.origin + url.pathname, MAX_ADDRESS_CHARS)}, which must use https. ${UNAWARE_OF_TLS}`
    : `The ${member} in the metadata of ${href} ${problem}. Correct it there.`
}

const UNAWARE_OF_TLS =
  'The server does not know that it is reached by https: the proxy before it has to send X-Forwarded-Proto: https, and the server to trust that.'
