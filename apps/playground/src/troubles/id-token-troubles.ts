import type { LabParts } from '../lab/lab-parts.ts'
import { changeJson } from '../lab/signing/change-json.ts'
import { signAnew, type Signing } from '../lab/signing/sign-anew.ts'
import type { Interceptor, Meeting, Trouble } from '../lab/troubles/trouble.ts'

const HOUR_S = 3600
const REFUSES = 'refuses all tokens of this response, keeps none, and says why.'

/** The wrong ID tokens: each is good but for one thing. */
export const ID_TOKEN_TROUBLES: readonly Trouble[] = [
  wrong('iss', 'Another issuer', 'Its iss names another server.', {
    claims: (claims) => ({ ...claims, iss: 'https://elsewhere.example' }),
  }),
  wrong('aud', 'Another client', 'Its aud names another client.', {
    claims: (claims) => ({ ...claims, aud: 'another-client' }),
  }),
  wrong('exp', 'Expired', 'Its exp is an hour before it was issued.', {
    claims: (claims) => ({ ...claims, exp: issuedAt(claims) - HOUR_S }),
  }),
  wrong(
    'iat',
    'Issued tomorrow',
    'Its iat is a day ahead.',
    { claims: (claims) => ({ ...claims, iat: issuedAt(claims) + 24 * HOUR_S }) },
    'may go on: OpenID Connect asks nobody to refuse that (§3.1.3.7), and exp still limits its life. This one goes on.',
  ),
  wrong('nbf', 'Not valid yet', 'Its nbf is a day ahead.', {
    claims: (claims) => ({ ...claims, nbf: issuedAt(claims) + 24 * HOUR_S }),
  }),
  {
    ...wrong('nonce', 'Another nonce', 'Its nonce is not the one that this login was begun with.', {
      claims: (claims) => ({ ...claims, nonce: 'of-another-login' }),
    }),
    obstacle: (lab) => noIdToken(lab) ?? noNonce(lab),
  },
  wrong('sub', 'No subject', 'Its sub is missing: nobody knows who has signed in.', {
    claims: ({ sub: _sub, ...claims }) => claims,
  }),
  wrong('alg-none', 'Not signed', 'Its alg is none, and there is no signature.', { key: 'none' }),
  wrong('signature', 'Wrong signature', 'Another key has signed than the kid names.', { key: 'foreign' }),
  wrong('kid', 'Unknown key', 'Its kid is of no key that the server publishes.', { key: 'unpublished' }),
]

/** A trouble that signs ID tokens anew on the way; responses without one pass it. */
export function signingAnew(signing: Signing): Interceptor {
  return async ({ pass, strike, lab }: Meeting) => {
    const response = await pass()
    const work = changeJson<{ id_token?: string }>(response, async (body) => {
      if (!body.id_token) return body
      const idToken = await signAnew(body.id_token, signing, lab.keys)
      strike()
      return { ...body, id_token: idToken }
    })
    // The time of the lab stands still meanwhile: a key takes long to make.
    return lab.clock.hold(work)
  }
}

/** Why there is no ID token to change. */
export function noIdToken({ settings }: LabParts): string | undefined {
  return settings.scope.split(' ').includes('openid')
    ? undefined
    : 'No ID token is asked for. Add openid to the scope in the settings.'
}

function noNonce({ wire }: LabParts): string | undefined {
  const asked = wire.list().findLast(({ kind }) => kind === 'deviceAuthorization')
  return asked?.request.body.includes('nonce=')
    ? undefined
    : 'The device sends no nonce, so there is none to compare. Switch PKCE and nonce on in the settings, and sign in.'
}

function issuedAt({ iat }: { iat?: number }): number {
  return iat ?? 0
}

function wrong(part: string, title: string, what: string, signing: Signing, goodClient = REFUSES): Trouble {
  return {
    name: `id-token-${part}`,
    title,
    explanation: what,
    goodClient,
    group: 'idToken',
    kinds: ['poll', 'refresh'],
    lasts: 'once',
    oneOf: 'idToken',
    obstacle: noIdToken,
    intercept: signingAnew(signing),
  }
}
