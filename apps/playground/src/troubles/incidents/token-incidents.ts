import type { LabParts } from '../../lab/lab-parts.ts'
import { readForm } from '../../wire/kind-of.ts'
import type { Exchange } from '../../wire/exchange.ts'
import { SOMEBODY_ELSE } from '../../wire/somebody-else.ts'
import type { Incident } from '../../lab/troubles/trouble.ts'

/** What happens to the tokens behind the device's back. */
export const TOKEN_INCIDENTS: readonly Incident[] = [
  {
    name: 'rotation-reuse',
    title: 'Refresh token reused',
    explanation: 'Somebody else sends the refresh token that the device has used before: a copy of it was stolen.',
    goodClient:
      'can do nothing: a strict server ends the whole session. It learns of that at its next refresh, and asks no more.',
    group: 'tokens',
    obstacle: (lab) => notSignedIn(lab) ?? noUsedToken(lab),
    async happen(lab) {
      const used = lastRefresh(lab)!.request
      const { status } = await lab.fetchAs(SOMEBODY_ELSE)(used.url, {
        method: used.method,
        headers: used.headers.map(([name, value]) => [name, value]),
        body: used.body,
      })
      return status < 400
        ? 'The server took it once more: it has a grace period, or does not rotate.'
        : `The server answered ${status}, as it notices a reuse. Now let the device refresh.`
    },
  },
  {
    name: 'revoked-elsewhere',
    title: 'Revoked elsewhere',
    explanation: 'Somebody ends the session at the revocation endpoint (RFC 7009), as an account page does.',
    goodClient:
      'learns of it at its next refresh, asks no more, and has a person sign in once its access token is dead.',
    group: 'tokens',
    obstacle: notSignedIn,
    async happen(lab) {
      const tokens = lab.devices.flow()?.actor.getSnapshot().context.tokens
      if (!tokens) return 'There were no tokens any more.'
      await lab.createClient(SOMEBODY_ELSE).revokeTokens(tokens)
      return 'The tokens are revoked, and the device does not know. Now let it refresh.'
    },
  },
]

function notSignedIn({ devices }: LabParts): string | undefined {
  const flow = devices.flow()
  if (flow?.status !== 'authorized') return 'Nobody is signed in. Press “Sign in” on the device, and approve.'
  return flow.renewable ? undefined : 'There is no refresh token. Add offline_access to the scope in the settings.'
}

function noUsedToken(lab: LabParts): string | undefined {
  return lastRefresh(lab) ? undefined : 'No refresh token has been used yet. Refresh once before.'
}

/** The last refresh of the session that brought tokens. */
function lastRefresh({ wire }: LabParts): Exchange | undefined {
  const exchanges = wire.list()
  const login = exchanges.findLastIndex(({ kind }) => kind === 'deviceAuthorization')
  return exchanges
    .slice(login + 1)
    .findLast(
      ({ kind, request, response, trouble }) =>
        kind === 'refresh' &&
        response?.status === 200 &&
        !trouble &&
        readForm(request.headers, request.body).has('refresh_token'),
    )
}
