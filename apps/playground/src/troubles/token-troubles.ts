import { oauthError } from '@device-flow/testing/fetch'
import { noIdToken, signingAnew } from './id-token-troubles.ts'
import type { Trouble } from '../lab/troubles/trouble.ts'

/** What becomes of refreshes, and of the server's keys. */
export const TOKEN_TROUBLES: readonly Trouble[] = [
  {
    name: 'key-rotation',
    title: 'Key rotation',
    explanation: 'From now on the server signs ID tokens with a new key, which its key set has, too.',
    goodClient: 'meets an unknown kid, fetches the key set once more, and goes on.',
    group: 'tokens',
    kinds: ['poll', 'refresh'],
    lasts: 'until-off',
    obstacle: noIdToken,
    intercept: signingAnew({ key: 'new' }),
  },
  {
    name: 'lost-refresh',
    title: 'Lost refresh reply',
    explanation: 'The server carries the next refresh out, and its answer is lost: the new refresh token, too.',
    goodClient:
      'sends the same refresh token once more, at once. A server with a grace period takes it; a strict one ends the session.',
    group: 'tokens',
    kinds: ['refresh'],
    lasts: 'once',
    async intercept({ pass, answer }) {
      const response = await pass()
      await response.body?.cancel()
      return answer({ reset: true })
    },
  },
  {
    name: 'refresh-refused',
    title: 'Refresh refused',
    explanation: 'The next refresh is answered with invalid_grant: this refresh token is good no more.',
    goodClient: 'does not ask again. It uses its access token as long as that lives; then a person has to sign in.',
    group: 'tokens',
    kinds: ['refresh'],
    lasts: 'once',
    intercept: ({ answer }) => answer(oauthError('invalid_grant')),
  },
]
