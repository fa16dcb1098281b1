import { DeviceFlowError } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import type { Answer } from './answer.ts'
import { asJsonResponse, membersOf } from './answer.ts'
import { cleanText } from './clean.ts'
import { faultIn } from './faults.ts'
import type { Server } from './server.ts'
import { Redirected } from './transport.ts'
import type { Transport } from './transport.ts'
import { endpointProblem } from './urls.ts'

const REQUIRED = ['device_authorization_endpoint', 'token_endpoint'] as const
const OPTIONAL = ['jwks_uri', 'revocation_endpoint', 'userinfo_endpoint'] as const

/**
 * Reads the server's metadata: OpenID Connect Discovery §4 first, and RFC 8414 §3 where that does not do. Rejects with a
 * `TransientFault` when the server can't be asked now, and with a {@link DeviceFlowError} `unsupported` when what it says can't be used.
 */
export async function discover(transport: Transport, issuer: URL, signal: AbortSignal | undefined): Promise<Server> {
  const problems: DeviceFlowError[] = []
  for (const algorithm of ['oidc', 'oauth2'] as const) {
    try {
      const answer = await transport({ endpoint: 'metadata document', signal }, (options) =>
        oauth.discoveryRequest(issuer, { ...options, algorithm }),
      )
      return await readMetadata(answer, issuer)
    } catch (error) {
      if (error instanceof Redirected)
        problems.push(noDocument(issuer, 'a redirect, which is not followed', error.status))
      else if (error instanceof DeviceFlowError && error.reason === 'unsupported') problems.push(error)
      else throw error
    }
  }
  // One about a document is worth more than that there is none elsewhere.
  throw problems.find(({ field }) => field !== undefined) ?? problems.at(-1)
}

function noDocument(issuer: URL, said: string, status: number | undefined): DeviceFlowError {
  const message = `${issuer.href} has no metadata document (${said}). Check the issuer, or give the endpoints one by one.`
  return new DeviceFlowError('unsupported', message, { status })
}

async function readMetadata(answer: Answer, issuer: URL): Promise<Server> {
  const fault = faultIn(answer, undefined)
  if (fault) throw fault
  const found = answer.status === 200 ? membersOf(answer) : undefined
  if (!found) throw noDocument(issuer, `HTTP ${answer.status}`, answer.status)
  const members = withoutNulls(found)
  const response = asJsonResponse(members)
  let metadata
  try {
    metadata = await oauth.processDiscoveryResponse(issuer, response)
  } catch {
    // RFC 8414 §3.3: metadata of another issuer must not be used.
    const claimed = typeof members.issuer === 'string' ? cleanText(members.issuer, 200) : undefined
    throw unsupported(
      claimed
        ? `${issuer.href} says that its issuer is ${claimed}. If that is the right server, configure that issuer.`
        : `The metadata document of ${issuer.href} names no issuer. Check the issuer, or give the endpoints one by one.`,
      answer,
      'issuer',
    )
  }
  for (const member of REQUIRED) {
    if (metadata[member] === undefined) {
      throw unsupported(
        `The metadata of ${issuer.href} has no ${member}: this server does not offer the device flow, ` +
          'or not under this issuer. Check the issuer, or give the endpoints one by one.',
        answer,
        member,
      )
    }
  }
  for (const member of [...REQUIRED, ...OPTIONAL]) {
    const problem = metadata[member] === undefined ? undefined : endpointProblem(metadata[member])
    if (problem) {
      throw unsupported(`The ${member} in the metadata of ${issuer.href} ${problem}. Correct it there.`, answer, member)
    }
  }
  return { metadata, issuerKnown: true }
}

/** Some servers write null for what they do not have. */
function withoutNulls(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null))
}

function unsupported(message: string, answer: Answer, field: string): DeviceFlowError {
  return new DeviceFlowError('unsupported', message, { status: answer.status, field })
}
