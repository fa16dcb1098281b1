import type * as oauth from 'oauth4webapi'
import type { HttpResponse } from './http/http-response.ts'
import type { RequestOptions, Transport } from './http/transport.ts'
import type { Settings } from './options/settings.ts'
import type { Server } from './server/server.ts'

type Parameters = URLSearchParams | Record<string, string>

/** A request to an endpoint of the server. */
export interface EndpointRequest {
  server: Server
  /** What is asked, also for messages. */
  endpoint: 'device authorization endpoint' | 'token endpoint' | 'revocation endpoint' | 'userinfo endpoint'
  /**
   * Whether an access token, in place of the client, says who asks: the client then neither authenticates nor sends its
   * headers.
   */
  byAccessToken?: boolean
  /** Parameters of the token and revocation endpoints, beside the protocol's. */
  parameters?: Parameters
  /** Headers and body together, ms; with `longestMs`, the longest silence. Default: the settings'. */
  timeoutMs?: number
  /** Headers and body together, where something goes on arriving, ms. Default: `timeoutMs`. */
  longestMs?: number
  /** No option would give it more time. */
  isLastMoment?: boolean
  /** Whether it may still leave: asked right before its first byte, where the platform tells of that moment. */
  isInTime?: (() => boolean) | undefined
  signal?: AbortSignal | undefined
}

/** What a request function of oauth4webapi is called with: `oauth.revocationRequest(...client, token, options)`. */
export interface Outgoing {
  client: [server: oauth.AuthorizationServer, client: oauth.Client, clientAuth: oauth.ClientAuth]
  options: RequestOptions & { headers: Settings['headers']; additionalParameters: Parameters }
}

/** Sends a request that `call` makes, and reads the response to the end. Rejects as {@link Transport} does. */
export type Send = (request: EndpointRequest, call: (outgoing: Outgoing) => Promise<Response>) => Promise<HttpResponse>

/**
 * Makes the way by which every request to an endpoint leaves: with the client's authentication, its headers and its
 * time.
 */
export function createSend(
  transport: Transport,
  { settings, client, clientAuth }: { settings: Settings; client: () => oauth.Client; clientAuth: oauth.ClientAuth },
): Send {
  return (request, call) =>
    transport(request, (options) =>
      call({
        client: [request.server.metadata, client(), clientAuth],
        options: {
          headers: request.byAccessToken ? {} : settings.headers,
          additionalParameters: request.parameters ?? {},
          ...options,
        },
      }),
    )
}
