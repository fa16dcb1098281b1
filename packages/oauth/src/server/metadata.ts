import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import type { HttpResponse } from '../http/http-response.ts'
import { arrivalOf } from '../http/arrival.ts'
import { asJsonResponse } from '../http/http-response.ts'
import { classifyDocument } from '../errors/classify.ts'
import { fillsTemplate, issuerTemplateIn } from '../options/issuer-template.ts'
import type { DiscoveredServer } from '../options/server-option.ts'
import { toKeep } from './kept-metadata.ts'
import { metadataLifetimeMs } from './metadata-lifetime.ts'
import { endpointMembers } from './server.ts'
import type { Server } from './server.ts'
import { IN_FRONT, isPage, describeResponse } from '../errors/describe-response.ts'
import { namedEndpointProblem } from '../options/endpoint-url.ts'
import type { MetadataProblem } from './unusable-metadata.ts'
import { wayWithout } from './way-without.ts'

const REQUIRED = ['device_authorization_endpoint', 'token_endpoint'] as const
const OPTIONAL = new Set(['jwks_uri', 'revocation_endpoint', 'userinfo_endpoint'])

/** The error for an issuer where there is no metadata, or where something may hide it. */
export function noMetadata(
  { issuer, endpoints }: DiscoveredServer,
  said: string,
  status: number | undefined,
  mayBeHidden = false,
): DeviceFlowError {
  const [hidden, check] = mayBeHidden ? [`, or ${IN_FRONT} hides it`, 'the issuer and the network'] : ['', 'the issuer']
  const message = `${issuer.href} has no metadata document (${said})${hidden}. Check ${check}, or ${wayWithout(endpoints)}.`
  return new DeviceFlowError('unsupported', message, { status })
}

/**
 * Reads a metadata document (OpenID Connect Discovery §4, RFC 8414 §3). Rejects with a {@link TransientFault} when
 * there is none now, and with a {@link DeviceFlowError} `unsupported` when there is none at all, or it cannot be used. One
 * by which no login can begin says so in `lacks`.
 */
export async function readMetadata(response: HttpResponse, configured: DiscoveredServer): Promise<Server> {
  const { status, receivedAt } = response
  const { members: found } = classifyDocument(response)
  if (!found || status !== 200) {
    const none = noMetadata(configured, describeResponse(response), status, isPage(response))
    if (status !== 200 || response.body !== undefined) throw none
    throw new TransientFault('invalidResponse', none.message, { status, ...arrivalOf(response) })
  }
  const server = await judgeMetadata(found, configured, status)
  const kept = toKeep(found)
  const lifetimeMs = metadataLifetimeMs(response)
  return { ...server, ...(kept && { kept }), read: { at: receivedAt, lifetimeMs } }
}

/**
 * Judges the members of a metadata document (OpenID Connect Discovery §4.3, RFC 8414 §3.3), one that was kept too.
 * Rejects with a {@link DeviceFlowError} `unsupported` when they cannot be used.
 */
export async function judgeMetadata(
  found: Record<string, unknown>,
  { issuer, endpoints, issuerTemplate, useMtlsEndpointAliases }: DiscoveredServer,
  status?: number,
): Promise<Server> {
  const unsupported = async (problem: MetadataProblem, field: string): Promise<DeviceFlowError> => {
    const message = await import('./unusable-metadata.ts').then(
      ({ unusableMetadata }) => unusableMetadata(problem, issuer, endpoints),
      () => `The metadata of ${issuer.href} cannot be used: its ${field} is missing or wrong.`,
    )
    return new DeviceFlowError('unsupported', message, { status, field })
  }

  const template = issuerTemplateIn(found.issuer)
  if (template && !issuerTemplate) throw await unsupported({ kind: 'severalTenants' }, 'issuer')
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
    throw await unsupported({ kind: 'otherIssuer', claimed: template ? undefined : members.issuer }, 'issuer')
  }
  let lacks: DeviceFlowError | undefined
  for (const member of REQUIRED) {
    if (metadata[member] === undefined) {
      lacks ??= await unsupported({ kind: 'missing', member, isFlowListed: listsDeviceFlow(metadata) }, member)
      continue
    }
    const problem = given[member] === undefined && namedEndpointProblem(metadata[member], issuer)
    if (problem) {
      throw await unsupported({ kind: 'endpoint', member, address: metadata[member], problem }, member)
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

/** Whether metadata lists the grant type of the device flow (RFC 8628 §3.4), which Doorkeeper writes short. */
export function listsDeviceFlow({ grant_types_supported: types }: oauth.AuthorizationServer): boolean {
  return Array.isArray(types) && types.some((type) => /(?:^|:)device_code$/.test(type))
}

/**
 * Without null, which some servers write for what they do not have, without optional endpoints that requests may not go
 * to, and without a list of algorithms that names none, which no ID token could be signed by. A text is a list of its names.
 */
function usableOf(found: Record<string, unknown>, issuer: URL): Record<string, unknown> {
  const members = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, listIn(name, value)]))
  const isUnusable = (name: string, value: unknown): boolean =>
    (OPTIONAL.has(name) && namedEndpointProblem(value, issuer) !== undefined) ||
    (name === 'id_token_signing_alg_values_supported' && !namesAny(value))
  return Object.fromEntries(
    Object.entries(members).filter(([name, value]) => value !== null && !isUnusable(name, value)),
  )
}

/** What metadata has under a name; a text where RFC 8414 §2 has a list is a list of the names in it. */
function listIn(name: string, value: unknown): unknown {
  return typeof value === 'string' && value && name.endsWith('_supported') ? value.trim().split(/\s+/) : value
}

function namesAny(list: unknown): boolean {
  return Array.isArray(list) && list.some((name) => typeof name === 'string')
}
