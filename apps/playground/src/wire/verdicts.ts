import type { Rule, Verdict } from './exchange.ts'
import { rfc } from './rules.ts'
import { TOKEN_VERDICTS } from './token-verdicts.ts'

const judged = (outcome: string, meaning: string, rule: Rule): Verdict => ({ outcome, meaning, rule })

const HIDDEN_REDIRECT: Rule = {
  text: 'Fetch §2.2.6',
  url: 'https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect',
}

/** What comes of a response that is in order, in plain words. */
export const VERDICTS = {
  metadata: judged(
    'taken',
    'The metadata is about the issuer that was asked, so its endpoints are used from now on.',
    rfc(8414, '3.3'),
  ),
  metadataOfAnotherSpelling: judged(
    'taken',
    'The metadata names the issuer in another spelling: a slash more or less, say. The client takes it all the same, but an ID token has to name the issuer just as the metadata does.',
    rfc(8414, '3.3'),
  ),
  hiddenRedirect: judged(
    'redirect',
    'A redirect. The browser does not tell a page where it leads, so the page asks once more, by a GET without secrets, and lets the browser follow.',
    HIDDEN_REDIRECT,
  ),
  redirectElsewhere: judged(
    'not used',
    'The browser has followed a redirect to another origin: once, by a GET without secrets, to see where it leads. What came from there is not used.',
    HIDDEN_REDIRECT,
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
  waitingForKeys: judged(
    'approved',
    'The person has approved. The tokens are not kept yet: the device waits for the keys of the server, to check the ID token.',
    rfc(8628, '3.5'),
  ),
  noKeys: judged('passed over', 'No keys came from here. They are asked for again while there is time.', {
    text: 'OpenID Connect Core §10.1',
    url: 'https://openid.net/specs/openid-connect-core-1_0.html#RotateSigKeys',
  }),
  revoked: judged('revoked', 'The server has ended the tokens. They are forgotten here, too.', rfc(7009, '2.2')),
  notRevoked: judged(
    'not revoked',
    'The server does not end tokens of this type: what is left of them works until it expires.',
    rfc(7009, '2.2.1'),
  ),
  alive: judged('alive', 'Something answers there. What it says, the browser does not tell.', {
    text: 'Fetch §2.2.5',
    url: 'https://fetch.spec.whatwg.org/#concept-request-mode',
  }),
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
