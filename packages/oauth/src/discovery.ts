import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import type { Answer } from './answer.ts'
import { asJsonResponse, membersOf } from './answer.ts'
import { cleanText } from './clean.ts'
import { faultIn } from './faults.ts'
import { settledOrLate } from './head-start.ts'
import { linkedAbort } from './linked-abort.ts'
import type { Server } from './server.ts'
import { saidIn } from './snippet.ts'
import { Redirected } from './transport.ts'
import type { Transport } from './transport.ts'
import { endpointProblem } from './urls.ts'

const REQUIRED = ['device_authorization_endpoint', 'token_endpoint'] as const
const OPTIONAL = new Set(['jwks_uri', 'revocation_endpoint', 'userinfo_endpoint'])

// The second document is asked for so much later, so that a first one that hangs is not waited for.
const HEAD_START_MS = 2000

/**
 * Reads the server's metadata: OpenID Connect Discovery §4 first, and RFC 8414 §3 where that does not do, or takes long. An optional
 * endpoint that can't be used is as good as none; without a `jwks_uri`, ID tokens are dropped. Rejects with a {@link TransientFault} when
 * one of the two can't be had now (`invalid_response`: what is there is no JSON, which may be a page of the network's), with a
 * {@link DeviceFlowError} `unsupported` or `invalid_response` when what they say can't be used, and with the signal's reason.
 */
export async function discover(
  transport: Transport,
  clock: Clock,
  issuer: URL,
  signal: AbortSignal | undefined,
): Promise<Server> {
  const { controller, end } = linkedAbort(signal)
  const problems: unknown[] = []
  const read = async (algorithm: 'oidc' | 'oauth2'): Promise<Server> => {
    const endpoint = algorithm === 'oidc' ? 'OpenID metadata' : 'OAuth metadata'
    try {
      const answer = await transport({ endpoint, signal: controller.signal }, (options) =>
        oauth.discoveryRequest(issuer, { ...options, algorithm }),
      )
      return await readMetadata(answer, issuer)
    } catch (error) {
      const isRedirect = error instanceof Redirected
      problems.push(isRedirect ? noDocument(issuer, 'a redirect, which is not followed', error.status) : error)
      throw error
    }
  }
  let found: Server | undefined
  const first = read('oidc').then((server) => (found = server))
  const second = settledOrLate(clock, first, HEAD_START_MS).then(() => found ?? read('oauth2'))
  try {
    return await Promise.race([first.catch(() => second), second.catch(() => first)])
  } catch {
    if (signal?.aborted) throw signal.reason
    throw problems.reduce((best, problem) => (worth(problem) > worth(best) ? problem : best))
  } finally {
    end()
  }
}

/** How much a problem tells, beside that of the other document. */
function worth(problem: unknown): number {
  if (isNonsense(problem)) return 1
  if (!(problem instanceof DeviceFlowError)) return 3
  return problem.field ? 2 : 0
}

/** Whether what is there instead of metadata is no JSON at all. */
export function isNonsense(problem: unknown): problem is TransientFault {
  return problem instanceof TransientFault && problem.reason === 'invalid_response'
}

function noDocument(issuer: URL, said: string, status: number | undefined): DeviceFlowError {
  const message = `${issuer.href} has no metadata document (${said}). Check the issuer, or give the endpoints one by one.`
  return new DeviceFlowError('unsupported', message, { status })
}

async function readMetadata(answer: Answer, issuer: URL): Promise<Server> {
  const { status, receivedAt } = answer
  const fault = faultIn(answer, undefined)
  if (fault) throw fault
  const found = status === 200 ? membersOf(answer) : undefined
  if (!found) {
    const none = noDocument(issuer, saidIn(answer), status)
    if (status !== 200 || answer.body !== undefined) throw none
    throw new TransientFault('invalid_response', none.message, { status, receivedAt })
  }
  const members = usableOf(found)
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
    const problem = endpointProblem(metadata[member])
    if (problem) {
      throw unsupported(`The ${member} in the metadata of ${issuer.href} ${problem}. Correct it there.`, answer, member)
    }
  }
  return { metadata, issuerKnown: true }
}

/** Without null, which some servers write for what they do not have, and without optional endpoints that requests may not go to. */
function usableOf(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([name, value]) => value !== null && !(OPTIONAL.has(name) && endpointProblem(value)),
    ),
  )
}

function unsupported(message: string, answer: Answer, field: string): DeviceFlowError {
  return new DeviceFlowError('unsupported', message, { status: answer.status, field })
}
