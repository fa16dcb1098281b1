import type { Exchange, ExchangeKind, Rule } from '../wire/exchange.ts'
import { rfc } from '../wire/rules.ts'

/** What would have been wrong to do, and what comes of it. */
export interface Mistake {
  readonly text: string
  readonly rule: Rule
}

const mistake = (text: string, rule: Rule): Mistake => ({ text, rule })

const openId = (section: string, anchor: string): Rule => ({
  text: `OpenID Connect Core §${section}`,
  url: `https://openid.net/specs/openid-connect-core-1_0.html#${anchor}`,
})

/** Of the request, whatever came back. */
const OF_REQUESTS: Readonly<Record<ExchangeKind, readonly Mistake[]>> = {
  discovery: [
    mistake(
      'To take endpoints from metadata that names another issuer: tokens would go to a stranger.',
      rfc(8414, '3.3'),
    ),
  ],
  registration: [mistake('To register anew at each login: servers end clients, and count them.', rfc(7591, '3'))],
  keys: [
    mistake(
      'To take a key from the ID token itself (jku, jwk): who forges the token would choose the key.',
      rfc(8725, '3.10'),
    ),
  ],
  deviceAuthorization: [
    mistake('To ask for a code before a person has asked to sign in: nobody would look at it.', rfc(8628, '3.1')),
    mistake('To trust a secret that comes with the app: people can take an app apart.', rfc(8628, '5.6')),
  ],
  poll: [
    mistake(
      'To poll before the interval has passed since the last reply: the server says slow_down, or bans the client.',
      rfc(8628, '3.5'),
    ),
    mistake('To send it over plain http: whoever sees the device code gets the tokens.', rfc(6749, '3.2')),
  ],
  refresh: [
    mistake(
      'To send it again blindly when no reply came: the server may have taken the token already, and ends the session at the second use.',
      rfc(9700, '4.14.2'),
    ),
    mistake('To refresh in two tabs at once: with rotation, one of them signs both out.', rfc(9700, '4.14.2')),
  ],
  revocation: [
    mistake(
      'To let a sign-out wait until the server has confirmed: whoever signs out is signed out here at once.',
      rfc(7009, '2.2'),
    ),
    mistake('To revoke the access token alone: the refresh token would bring another.', rfc(7009, '2.1')),
  ],
  userInfo: [
    mistake(
      'To take claims about another sub than that of the ID token: they may be of somebody else.',
      openId('5.3.2', 'UserInfoResponse'),
    ),
  ],
  api: [
    mistake('To send the access token to whichever address is called: it is for one API.', rfc(6750, '5.3')),
    mistake('To put the token into the address: addresses are logged, and kept.', rfc(6750, '5.3')),
  ],
  signOfLife: [mistake('To ask at the endpoint of codes or of tokens: it may act on any request.', rfc(9110, '9.2.1'))],
}

/** Of what came back, by the verdict on it. */
const BY_OUTCOME: Readonly<Record<string, readonly Mistake[]>> = {
  code: [
    mistake(
      'To show the device code, or to put it into the QR code: whoever reads it gets the tokens.',
      rfc(8628, '3.3'),
    ),
    mistake(
      'To show the QR code alone: the person could not compare the user code with the one in the browser.',
      rfc(8628, '3.3.1'),
    ),
  ],
  pending: [mistake('To take it for a failure: the person is still on the way.', rfc(8628, '3.5'))],
  slowDown: [
    mistake('To stop, or to ask for a new code: the old one still works.', rfc(8628, '3.5')),
    mistake('To wait longer once, and then to poll as fast as before: the longer interval stays.', rfc(8628, '3.5')),
  ],
  granted: [
    mistake(
      'To read who it is from the ID token unchecked: issuer, audience, time and signature come first.',
      openId('3.1.3.7', 'IDTokenValidation'),
    ),
    mistake(
      'To go on polling with the same device code: some servers take that for a theft, and revoke all of it.',
      rfc(8628, '3.5'),
    ),
  ],
  refreshed: [
    mistake(
      'To keep using the old refresh token where a new one came with it: the server takes that for a theft.',
      rfc(6749, '6'),
    ),
  ],
  denied: [mistake('To ask for another code by itself: the person has said no.', rfc(8628, '3.5'))],
  expired: [mistake('To ask for another code by itself: nobody may be there any more.', rfc(8628, '3.5'))],
  signedOut: [
    mistake('To try the same refresh token again: it is dead, and each try looks like an attack.', rfc(6749, '5.2')),
  ],
  rateLimited: [mistake('To ask again before Retry-After has passed.', rfc(6585, '4'))],
  invalidResponse: [
    mistake('To show or to follow what stands in it: it may come from whoever runs the network.', rfc(8628, '3.5')),
  ],
  invalidIdToken: [
    mistake('To keep the tokens all the same, and to say who has signed in.', openId('3.1.3.7', 'IDTokenValidation')),
  ],
}

/** Of a server that did not answer, or has trouble: while a code is on the screen. */
const POLL_FAILED: Readonly<Record<string, readonly Mistake[]>> = {
  offline: [
    mistake(
      'To end the login, or to try again at once: the code is still good, and the network comes back.',
      rfc(8628, '3.5'),
    ),
  ],
  timeout: [mistake('To poll on as before: after a time-out the device has to slow down.', rfc(8628, '3.5'))],
  serverError: [
    mistake(
      'To end the login, or to try again at once: the code is still good, and the server is not.',
      rfc(9110, '15.6'),
    ),
  ],
}

const REFRESH_FAILED = [
  mistake('To sign the person out, or to try again at once: nobody has said that the session is over.', rfc(6749, '6')),
]

const REQUEST_FAILED = [
  mistake('To try again at once, and again: the server needs time, and each try costs it some.', rfc(9110, '15.6')),
]

function ofFailure(kind: ExchangeKind, outcome: string): readonly Mistake[] {
  if (!Object.hasOwn(POLL_FAILED, outcome)) return []
  if (kind === 'poll') return POLL_FAILED[outcome] ?? []
  return kind === 'refresh' ? REFRESH_FAILED : REQUEST_FAILED
}

const REFUSED_BY_API: readonly Mistake[] = [
  mistake('To ask the person to sign in at once: a refresh may be all that is missing.', rfc(6750, '3.1')),
]

/** Lists what would have been wrong to do about an exchange. */
export function mistakesAbout({ kind, verdict, response }: Exchange): readonly Mistake[] {
  const ofResponse = verdict && Object.hasOwn(BY_OUTCOME, verdict.outcome) ? (BY_OUTCOME[verdict.outcome] ?? []) : []
  const ofApi = kind === 'api' && response?.status === 401 ? REFUSED_BY_API : []
  const ofNoAnswer = verdict ? ofFailure(kind, verdict.outcome) : []
  return [...ofResponse, ...ofNoAnswer, ...ofApi, ...OF_REQUESTS[kind]]
}
