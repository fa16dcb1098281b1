import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import { readMetadata } from '../server/metadata.ts'
import type { Server } from '../server/server.ts'

/** Readings under way: a session's tokens, and those that it has replaced, are revoked at the same time. */
const underWay = new WeakMap<Context, Promise<string | undefined>>()

/**
 * The server with its revocation endpoint, where that stands in the metadata of RFC 8414 alone: OpenID Connect Discovery has no such
 * member, and Django OAuth Toolkit leaves it out there. Asked for only where tokens are to be revoked and the metadata that is known names
 * none. Whatever keeps that document from being read, the server is as it was.
 */
export async function withRevocationEndpoint(context: Context, server: Server): Promise<Server> {
  if (server.metadata.revocation_endpoint) return server
  const reading = underWay.get(context) ?? readRevocationEndpoint(context).finally(() => underWay.delete(context))
  underWay.set(context, reading)
  const endpoint = await reading
  return endpoint ? { ...server, metadata: { ...server.metadata, revocation_endpoint: endpoint } } : server
}

async function readRevocationEndpoint({ settings, transport }: Context): Promise<string | undefined> {
  const { server } = settings
  if (!('issuer' in server)) return undefined
  try {
    const response = await transport({ endpoint: 'OAuth metadata', redirects: 'same-origin' }, (options) =>
      oauth.discoveryRequest(server.issuer, { ...options, algorithm: 'oauth2' }),
    )
    // It judges the issuer, too: RFC 8414 §3.3.
    const { metadata } = await readMetadata(response, server)
    return metadata.revocation_endpoint
  } catch {
    return undefined
  }
}
