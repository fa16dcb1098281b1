import type { Rule, Verdict } from './exchange.ts'
import { rfc } from './rules.ts'
import { TOKEN_VERDICTS } from './token-verdicts.ts'

const judged = (outcome: string, meaning: string, rule: Rule): Verdict => ({ outcome, meaning, rule })

/** What comes of a response that is in order, in plain words. */
export const VERDICTS = {
  metadata: judged(
    'taken',
    'The metadata is about the issuer that was asked, so its endpoints are used from now on.',
    rfc(8414, '3.3'),
  ),
  noMetadata: judged(
    'passed over',
    'No metadata came from here. The server is asked again, or at its other well-known address.',
    rfc(8414, '3.1'),
  ),
  keys: judged('used', 'The signature of the ID token was checked with these public keys.', {
    text: 'OpenID Connect Core §10.1',
    url: 'https://openid.net/specs/openid-connect-core-1_0.html#RotateSigKeys',
  }),
  code: judged('code', 'There is a code to show. The device code stays on the device.', rfc(8628, '3.2')),
  pending: judged(
    'pending',
    'The person has not decided yet. The device asks again once the interval has passed.',
    rfc(8628, '3.5'),
  ),
  slowDown: judged(
    'slowDown',
    'Too soon for this server. From now on the device waits 5 seconds longer between two polls.',
    rfc(8628, '3.5'),
  ),
  revoked: judged('revoked', 'The server has ended the tokens. They are forgotten here, too.', rfc(7009, '2.2')),
  notRevoked: judged(
    'not revoked',
    'The server does not end tokens of this type: what is left of them works until it expires.',
    rfc(7009, '2.2.1'),
  ),
  userInfo: judged(
    'accepted',
    'It says who the tokens belong to. Where there is an ID token, it is the same person (sub).',
    {
      text: 'OpenID Connect Core §5.3.2',
      url: 'https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse',
    },
  ),
} as const satisfies Record<string, Verdict>

const IN_ORDER: ReadonlySet<Verdict> = new Set([...Object.values(VERDICTS), ...TOKEN_VERDICTS])

/** Whether a verdict is one of those on a response that is in order, and no fault. */
export function isInOrder(verdict: Verdict): boolean {
  return IN_ORDER.has(verdict)
}
