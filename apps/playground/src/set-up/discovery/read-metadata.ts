import { isRecord } from '@device-flow/untrusted'

/** A metadata document, or why there is none. */
export interface ReadMetadata {
  /** Where it was asked for. */
  readonly url: string
  readonly members?: Readonly<Record<string, unknown>>
  /** Why it cannot be used, in words. */
  readonly problem?: string
  /** Whether nothing could be read at all: an outage, or CORS. */
  readonly unread?: boolean
}

const MOST_CHARACTERS = 500_000

/**
 * Where an issuer's metadata may be: OpenID Connect puts the name after the path of the issuer, RFC 8414 before it.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationRequest
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-3.1
 */
export function metadataUrls(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ]
}

/** Reads the first of the two that is there. Rejects with the reason of the signal alone. */
export async function readMetadata(
  issuer: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<ReadMetadata[]> {
  const read: ReadMetadata[] = []
  for (const url of metadataUrls(issuer)) {
    const one = await readOne(url, fetch, signal)
    read.push(one)
    if (one.members) break
  }
  return read
}

async function readOne(url: string, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<ReadMetadata> {
  try {
    const response = await fetch(url, { headers: { accept: 'application/json' }, redirect: 'manual', signal })
    const text = await response.text()
    signal.throwIfAborted()
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      return { url, problem: 'A redirect is there, which is not followed.' }
    }
    if (response.status !== 200) return { url, problem: `The server answers with the status ${response.status}.` }
    if (text.length > MOST_CHARACTERS) return { url, problem: 'What is there is too long to be metadata.' }
    const members: unknown = parse(text)
    return isRecord(members) ? { url, members } : { url, problem: 'What is there is not a JSON object.' }
  } catch {
    signal.throwIfAborted()
    return { url, problem: 'No answer could be read.', unread: true }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
