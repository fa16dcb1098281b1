import type { Evidence } from '../../src/tokens/id-token/evidence.ts'

/** What an ID token of a login at https://as.example is checked against, but for what a test is about. */
export function evidenceOf(evidence: Partial<Evidence>): Evidence {
  return {
    clientId: 'playground',
    clientSecret: undefined,
    accessToken: 'access-token',
    issuer: 'https://as.example',
    algorithms: ['RS256'],
    hasKeySet: false,
    keySets: [],
    keysNotAskedFor: [],
    now: 0,
    isServersClock: true,
    arrivedAt: evidence.now ?? 0,
    asked: { nonce: undefined, max_age: undefined, claims: undefined },
    waitedMs: 0,
    isRefresh: false,
    before: undefined,
    ...evidence,
  }
}
