import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { settleWithin } from '../http/settle-within.ts'
import { noMetadata, readMetadata } from './metadata.ts'
import { RedirectError } from '../http/redirects.ts'
import type { OAuthEndpoints } from '../options/options.ts'
import type { Server } from './server.ts'
import type { Transport } from '../http/transport.ts'

/** What to discover, and how. */
interface Discovery {
  issuer: URL
  /** Those that are used whatever the metadata says. */
  endpoints?: Partial<OAuthEndpoints> | undefined
  /** Whether the issuer may be that of several tenants. */
  issuerTemplate: boolean
  /** Of this call alone: nothing is taken off it at the end. */
  signal: AbortSignal
  /** Whether to bypass the platform's own cache: it may hold what has turned out to be wrong. */
  isRenewal?: boolean
}

// The second document is asked for so much later, so that a first one that hangs is not waited for.
const HEAD_START_MS = 2000

/**
 * Reads the server's metadata: OpenID Connect Discovery §4 first, and RFC 8414 §3 when that fails or takes long. An
 * optional endpoint that cannot be used is as good as none; without a `jwks_uri`, ID tokens are dropped. Rejects with a
 * {@link TransientFault} when one of the two cannot be had now (`invalidResponse`: what is there is no JSON, and may
 * be a page of the network), with a {@link DeviceFlowError} `unsupported` or `invalidResponse` when neither can be
 * used, and with the signal's reason.
 */
export async function discover(
  transport: Transport,
  clock: Clock,
  { issuer, endpoints = {}, issuerTemplate, signal, isRenewal }: Discovery,
): Promise<Server> {
  // In place of `AbortSignal.any`, which the browsers of many televisions lack.
  const stop = new AbortController()
  signal.addEventListener('abort', () => stop.abort(signal.reason), { once: true })
  const problems: unknown[] = []
  const read = async (algorithm: 'oidc' | 'oauth2'): Promise<Server> => {
    const endpoint = algorithm === 'oidc' ? 'OpenID metadata' : 'OAuth metadata'
    try {
      const response = await transport(
        { endpoint, signal: stop.signal, redirects: 'same-origin', ...(isRenewal && { cache: 'no-cache' }) },
        (options) => oauth.discoveryRequest(issuer, { ...options, algorithm }),
      )
      return await readMetadata(response, { issuer, endpoints, mayBeTemplate: issuerTemplate })
    } catch (error) {
      const isRedirect = error instanceof RedirectError
      problems.push(isRedirect ? noMetadata(issuer, 'a redirect, which is not followed', error.status) : error)
      throw error
    }
  }
  const first = read('oidc')
  const second = settleWithin(first, { clock, limitMs: HEAD_START_MS }).then((found) => found ?? read('oauth2'))
  try {
    return await Promise.race([first.catch(() => second), second.catch(() => first)])
  } catch {
    if (signal.aborted) throw signal.reason
    throw problems.reduce((best, problem) => (worth(problem) > worth(best) ? problem : best))
  } finally {
    stop.abort()
  }
}

/** How much a problem tells, beside that of the other document. */
function worth(problem: unknown): number {
  if (isInvalidResponse(problem)) return 1
  if (!(problem instanceof DeviceFlowError)) return 3
  return problem.field ? 2 : 0
}

/** Whether what is there instead of metadata is no JSON at all. */
export function isInvalidResponse(problem: unknown): problem is TransientFault {
  return problem instanceof TransientFault && problem.reason === 'invalidResponse'
}
