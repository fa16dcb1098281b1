import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import { cleanText } from '@device-flow/untrusted'
import type { HttpResponse } from '../http/http-response.ts'
import { arrivalOf } from '../http/arrival.ts'
import { asJsonResponse } from '../http/http-response.ts'
import { classifyDocument } from '../errors/classify.ts'
import { fillsTemplate, issuerTemplateIn } from '../options/issuer-template.ts'
import type { OAuthEndpoints } from '../options/options.ts'
import { hasBothEndpoints } from '../options/settings.ts'
import { toKeep } from './kept-metadata.ts'
import { metadataLifetimeMs } from './metadata-lifetime.ts'
import { endpointMembers } from './server.ts'
import type { Server } from './server.ts'
import { IN_FRONT, isPage, describeResponse } from '../errors/describe-response.ts'
import { namedEndpointProblem } from '../options/endpoint-url.ts'

const REQUIRED = ['device_authorization_endpoint', 'token_endpoint'] as const
const OPTIONAL = new Set(['jwks_uri', 'revocation_endpoint', 'userinfo_endpoint'])

/** Whose metadata it is. */
export interface MetadataOf {
  issuer: URL
  /** Endpoints that are used whatever it says. */
  endpoints: Partial<OAuthEndpoints>
  /** Whether the issuer may be that of several tenants. */
  mayBeTemplate: boolean
  /** Whether the endpoints are those for clients with a certificate, where it names any (RFC 8705 §5). */
  useMtlsEndpointAliases: boolean
}

/** The error for an issuer where there is no metadata, or where something may hide it. */
export function noMetadata(
  { issuer, endpoints }: Pick<MetadataOf, 'issuer' | 'endpoints'>,
  said: string,
  status: number | undefined,
  mayBeHidden = false,
): DeviceFlowError {
  const [hidden, check] = mayBeHidden ? [`, or ${IN_FRONT} hides it`, 'the issuer and the network'] : ['', 'the issuer']
  const message = `${issuer.href} has no metadata document (${said})${hidden}. Check ${check}, or ${wayWithout(endpoints)}.`
  return new DeviceFlowError('unsupported', message, { status })
}

/** What makes a login do without metadata. */
function wayWithout(endpoints: Partial<OAuthEndpoints>): string {
  return hasBothEndpoints(endpoints)
    ? 'give the address of the key set too: jwksUri (--jwks-uri on the command line)'
    : 'give the endpoints one by one'
}

/**
 * Reads a metadata document (OpenID Connect Discovery §4, RFC 8414 §3). Rejects with a {@link TransientFault} when
 * there is none now, and with a {@link DeviceFlowError} `unsupported` when there is none at all, or it cannot be used. One
 * by which no login can begin says so in `lacks`.
 */
export async function readMetadata(response: HttpResponse, of: MetadataOf): Promise<Server> {
  const { status, receivedAt } = response
  const { members: found } = classifyDocument(response)
  if (!found || status !== 200) {
    const none = noMetadata(of, describeResponse(response), status, isPage(response))
    if (status !== 200 || response.body !== undefined) throw none
    throw new TransientFault('invalidResponse', none.message, { status, ...arrivalOf(response) })
  }
  const server = await judgeMetadata(found, of, status)
  const kept = toKeep(found)
  const lifetimeMs = metadataLifetimeMs(response.headers, receivedAt)
  return { ...server, ...(kept && { kept }), read: { at: receivedAt, lifetimeMs } }
}

/**
 * Judges the members of a metadata document (OpenID Connect Discovery §4.3, RFC 8414 §3.3), one that was kept too.
 * Rejects with a {@link DeviceFlowError} `unsupported` when they cannot be used.
 */
export async function judgeMetadata(
  found: Record<string, unknown>,
  { issuer, endpoints, mayBeTemplate, useMtlsEndpointAliases }: MetadataOf,
  status?: number,
): Promise<Server> {
  const unsupported = (message: string, field: string): DeviceFlowError =>
    new DeviceFlowError('unsupported', message, { status, field })

  const template = issuerTemplateIn(found.issuer)
  if (template && !mayBeTemplate) throw unsupported(severalTenants(issuer), 'issuer')
  const isFilled = template !== undefined && fillsTemplate(issuer, template)
  const given = endpointMembers(endpoints)
  const named = isFilled ? { ...found, issuer: issuer.href } : found
  const aliases = useMtlsEndpointAliases ? Object(found.mtls_endpoint_aliases) : {}
  const members = { ...usableOf(named, issuer), ...usableOf(aliases, issuer), ...given }
  let metadata
  try {
    metadata = await oauth.processDiscoveryResponse(issuer, asJsonResponse(members))
  } catch {
    // RFC 8414 §3.3: metadata of another issuer must not be used.
    throw unsupported(otherIssuer({ issuer, endpoints }, template ? undefined : members.issuer), 'issuer')
  }
  let lacks: DeviceFlowError | undefined
  for (const member of REQUIRED) {
    if (metadata[member] === undefined) {
      lacks ??= unsupported(
        `The metadata of ${issuer.href} has no ${member}: this server does not offer the device flow, ` +
          'or not under this issuer. Check the issuer, or give the endpoints one by one.',
        member,
      )
      continue
    }
    const problem = given[member] === undefined && namedEndpointProblem(metadata[member], issuer)
    if (problem) {
      throw unsupported(`The ${member} in the metadata of ${issuer.href} ${problem}. Correct it there.`, member)
    }
  }
  // Every request for tokens goes there, a refresh too.
  if (lacks && !metadata.token_endpoint) throw lacks
  return {
    metadata,
    issuerKnown: true,
    ...(isFilled && { issuerTemplate: template }),
    ...(lacks && { lacks }),
  }
}

/**
 * Without null, which some servers write for what they do not have, without optional endpoints that requests may not go
 * to, and without a list of algorithms that names none, which no ID token could be signed by.
 */
function usableOf(members: Record<string, unknown>, issuer: URL): Record<string, unknown> {
  const isUnusable = (name: string, value: unknown): boolean =>
    (OPTIONAL.has(name) && namedEndpointProblem(value, issuer) !== undefined) ||
    (name === 'id_token_signing_alg_values_supported' && !namesAny(value))
  return Object.fromEntries(
    Object.entries(members).filter(([name, value]) => value !== null && !isUnusable(name, value)),
  )
}

function namesAny(list: unknown): boolean {
  return Array.isArray(list) && list.some((name) => typeof name === 'string')
}

function severalTenants(issuer: URL): string {
  return (
    `${issuer.href} stands for the issuers of several tenants, so it is not known whose ID tokens to accept. ` +
    'Give the issuer of one tenant, or the endpoints one by one; to accept the people of every tenant, set issuerTemplate (--issuer-template on the command line).'
  )
}

function otherIssuer({ issuer, endpoints }: Pick<MetadataOf, 'issuer' | 'endpoints'>, claimed: unknown): string {
  if (typeof claimed === 'string' && claimed) {
    return `${issuer.href} says that its issuer is ${cleanText(claimed, 200)}. If that is the right server, configure that issuer.`
  }
  return `The metadata document of ${issuer.href} does not name it as its issuer. Check the issuer, or ${wayWithout(endpoints)}.`
}
