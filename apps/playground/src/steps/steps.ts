import type { ExchangeKind, Rule } from '../wire/exchange.ts'
import { rfc } from '../wire/rules.ts'

/** One of the seven steps of a device login, as Auth0's documents count them. */
export interface Step {
  readonly number: 1 | 2 | 3 | 4 | 5 | 6 | 7
  readonly title: string
  readonly summary: string
  readonly kinds: readonly ExchangeKind[]
  /** What happens where nothing is sent. */
  readonly withoutRequests?: string
  readonly rule: Rule
}

/** All seven. */
export const STEPS: readonly Step[] = [
  {
    number: 1,
    title: 'Request a device code',
    summary: 'The device asks the server for a code: one for itself, and one for the person.',
    kinds: ['discovery', 'registration', 'deviceAuthorization'],
    rule: rfc(8628, '3.1'),
  },
  {
    number: 2,
    title: 'Show where to go, and what to type',
    summary: 'The device shows the address and the user code. The device code stays on the device.',
    kinds: [],
    withoutRequests:
      'Nothing is sent. The device shows verification_uri and user_code as they came, always, and verification_uri_complete as a QR code beside them. The rest of the response is for the device alone.',
    rule: rfc(8628, '3.3'),
  },
  {
    number: 3,
    title: 'Poll the token endpoint',
    summary: 'The device asks, again and again, whether the person has decided: never sooner than the interval allows.',
    kinds: ['poll'],
    rule: rfc(8628, '3.4'),
  },
  {
    number: 4,
    title: 'The person signs in elsewhere',
    summary: 'On a phone or computer, the person enters the code, signs in, and allows the device in.',
    kinds: [],
    withoutRequests:
      'The device sends nothing but its polls. What the person does is between the browser and the server: the device learns of it by the next poll, and nothing of the password.',
    rule: rfc(8628, '3.3'),
  },
  {
    number: 5,
    title: 'Receive and check the tokens',
    summary: 'The next poll brings tokens. The ID token is checked before anything is kept.',
    kinds: ['keys', 'userInfo'],
    rule: rfc(8628, '3.5'),
  },
  {
    number: 6,
    title: 'Call the API',
    summary: 'The device sends the access token with each call, and to no other place.',
    kinds: ['api'],
    rule: rfc(6750, '2.1'),
  },
  {
    number: 7,
    title: 'Refresh, rotate, revoke',
    summary: 'An access token dies soon. The refresh token brings a new one; a sign-out revokes both.',
    kinds: ['refresh', 'revocation'],
    rule: rfc(6749, '6'),
  },
]
