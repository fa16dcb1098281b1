import type { DeviceAuthorization } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'

/** A risk of signing in on one device and approving on another, and what to do about it. */
export interface Risk {
  readonly name: 'same_device' | 'phishing' | 'shared_screen'
  readonly message: string
}

/**
 * The risk sheet of every device login.
 *
 * @param authorization what the server answers to a request for a code, if it has
 * @see {@link https://www.rfc-editor.org/rfc/rfc10027 | RFC 10027 (BCP 247)}
 */
export function risksOf(authorization: DeviceAuthorization | undefined): Risk[] {
  const { expiresAt, receivedAt, verificationUri } = authorization ?? {}
  const life = expiresAt && receivedAt ? ` (this server: ${Math.round((expiresAt - receivedAt) / 1000)} s)` : ''
  const host = verificationUri ? ` at ${cleanText(new URL(verificationUri).host, 100)}` : ''
  return [
    {
      name: 'same_device',
      message:
        'Not for a device that has a browser itself: there, the authorization code flow with PKCE (RFC 8252) has no code that could be passed on (BCP 247).',
    },
    {
      name: 'phishing',
      message: `Whoever talks a person into entering a code gets their tokens: ask for few scopes, keep codes short-lived${life}, and tell people to enter only the code of a login that they began themselves${host} (BCP 247).`,
    },
    {
      name: 'shared_screen',
      message:
        'A code on a shared screen (a meeting, a recording, a lobby) may be approved by whoever sees it first: show it to its person alone, and say afterwards who is signed in (BCP 247).',
    },
  ]
}
