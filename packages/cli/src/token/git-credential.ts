import type { AccessToken } from '../kept/access-token.ts'

/** What git asks a credential helper for: attributes such as `protocol` and `host`. */
export type GitRequest = ReadonlyMap<string, string>

/**
 * Reads what git writes to a credential helper: `name=value` on each line, up to an empty one.
 *
 * @see {@link https://git-scm.com/docs/git-credential#IOFMT}
 */
export function readGitRequest(text: string): GitRequest {
  const request = new Map<string, string>()
  for (const line of text.split('\n')) {
    if (line === '') break
    const at = line.indexOf('=')
    if (at > 0) request.set(line.slice(0, at), line.slice(at + 1))
  }
  return request
}

/** The origin that git wants a credential for: `https://git.example.com`. */
export function gitOrigin(request: GitRequest): string {
  const url = `${request.get('protocol')}://${request.get('host')}`
  return URL.canParse(url) ? new URL(url).origin : url
}

/** Answers git with the token as a password. The user name is one that servers take beside a token: they do not look at it. */
export function gitCredential({ accessToken, expiresAt }: AccessToken, request: GitRequest): string {
  const lines = [
    ...['protocol', 'host'].map((name) => `${name}=${request.get(name)}`),
    `username=${request.get('username') ?? 'oauth2'}`,
    `password=${accessToken}`,
    ...(expiresAt === undefined ? [] : [`password_expiry_utc=${Math.floor(expiresAt / 1000)}`]),
  ]
  return `${lines.join('\n')}\n\n`
}
