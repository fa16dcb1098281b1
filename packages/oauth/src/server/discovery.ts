import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { settleWithin } from '../http/settle-within.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { listsDeviceFlow, noMetadata, readMetadata } from './metadata.ts'
import { networkPageBehind, networkPageIn } from '../errors/network-page.ts'
import type { NetworkPageFault } from '../errors/network-page.ts'
import { RedirectFault } from '../http/redirects.ts'
import type { DiscoveredServer } from '../options/server-option.ts'
import type { Server } from './server.ts'
import type { Transport } from '../http/transport.ts'

/** How to discover. */
interface DiscoveryCall {
  /** The longest that reading each document may take, ms. */
  timeoutMs: number
  /** Of this call alone: nothing is taken off it at the end. */
  signal: AbortSignal
  /** Whether to bypass the platform's own cache: it may hold what has turned out to be wrong. */
  isRenewal?: boolean
}

// The second document is asked for so much later, so that a first one that hangs is not waited for.
const HEAD_START_MS = 2000

/**
 * Reads the server's metadata: OpenID Connect Discovery §4 first, and RFC 8414 §3 when that fails or takes long. An
 * optional endpoint that cannot be used is as good as none; without a `jwks_uri`, ID tokens are dropped. Where one of the
 * two can be used, but for a login, and the other is no better, it resolves to that one. Rejects with a
 * {@link TransientFault} when one of the two cannot be had now (`invalidResponse`: what is there is no JSON, or
 * a redirect, and may be of the network), with a {@link DeviceFlowError} `unsupported` or `invalidResponse` when neither can be
 * used, and with the signal's reason.
 */
export async function discover(
  transport: Transport,
  clock: Clock,
  configured: DiscoveredServer,
  { timeoutMs, signal, isRenewal }: DiscoveryCall,
): Promise<Server> {
  // In place of `AbortSignal.any`, which the browsers of many televisions lack.
  const stop = new AbortController()
  signal.addEventListener('abort', () => stop.abort(signal.reason), { once: true })
  const findings: Findings = { problems: [], pages: [] }
  const read = async (algorithm: Algorithm): Promise<Server> => {
    const endpoint = algorithm === 'oidc' ? 'OpenID metadata' : 'OAuth metadata'
    try {
      const response = await transport(
        { endpoint, signal: stop.signal, timeoutMs, redirects: 'same-origin', ...(isRenewal && { cache: 'no-cache' }) },
        (options) => oauth.discoveryRequest(configured.issuer, { ...options, algorithm }),
      )
      return await judge(response, configured, findings)
    } catch (error) {
      noteProblem(error, configured, findings)
      throw error
    }
  }
  const first = read('oidc')
  const second = settleWithin(first, { clock, limitMs: HEAD_START_MS }).then((found) => found ?? read('oauth2'))
  try {
    return await Promise.race([first.catch(() => second), second.catch(() => first)])
  } catch {
    if (signal.aborted) throw signal.reason
    return bestOf(findings)
  } finally {
    stop.abort()
  }
}

type Algorithm = 'oidc' | 'oauth2'

/** What was found where no document can be used for a login. */
interface Findings {
  problems: unknown[]
  /** Of those that may be of the network. */
  pages: NetworkPageFault[]
  /** The first that can be used, but for a login. */
  incomplete?: Server
  /** What a document lacks that lists the flow: more than that of one that does not. */
  flowListed?: Server['lacks']
}

async function judge(response: HttpResponse, configured: DiscoveredServer, findings: Findings): Promise<Server> {
  const page = networkPageIn(response, configured.issuer)
  if (page) findings.pages.push(page)
  const server = await readMetadata(response, configured)
  if (!server.lacks) return server
  findings.incomplete ??= server
  if (listsDeviceFlow(server.metadata)) findings.flowListed = server.lacks
  throw server.lacks
}

function noteProblem(error: unknown, configured: DiscoveredServer, { problems, pages }: Findings): void {
  if (!(error instanceof RedirectFault)) return void problems.push(error)
  const page = networkPageBehind(error, configured.issuer)
  if (page) pages.push(page)
  problems.push(noMetadataNow(configured, error))
}

/** The server, where a document can be used for all but a login. Throws what tells most otherwise. */
function bestOf({ problems, pages, incomplete, flowListed }: Findings): Server {
  if (pages.length === problems.length) throw pages[0]
  const problem = [...(flowListed ? [flowListed] : []), ...problems].reduce((best, other) =>
    worth(other) > worth(best) ? other : best,
  )
  if (incomplete) return { ...incomplete, lacks: problem as Server['lacks'] }
  throw problem
}

/** The fault for metadata that is elsewhere: that may be a page of the network, which is gone soon, or a wrong issuer. */
function noMetadataNow(configured: DiscoveredServer, fault: RedirectFault): TransientFault {
  const { message } = noMetadata(configured, 'a redirect, which is not followed', undefined, true)
  return new TransientFault('invalidResponse', message, fault)
}

/** How much a problem tells, beside that of the other document. */
function worth(problem: unknown): number {
  if (isInvalidResponse(problem)) return 1
  if (!(problem instanceof DeviceFlowError)) return 3
  return problem.field ? 2 : 0
}

/** Whether what is there instead of metadata is no JSON at all, or a redirect. */
export function isInvalidResponse(problem: unknown): problem is TransientFault {
  return problem instanceof TransientFault && problem.reason === 'invalidResponse'
}
