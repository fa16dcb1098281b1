import type { TokenSet } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'

/** How long a server that has refused a form which it took before is not asked for the other one again: it may lock a client for that. */
const TRY_AGAIN_MS = 5 * 60_000

/**
 * In which form `client_secret_basic` sends the client's id and secret. RFC 6749 has them form-encoded; some servers compare what they got
 * without decoding it, and take a secret that encoding changes for a wrong one. One for all requests of the same services.
 */
export interface CredentialForm {
  /** The form of the next request. */
  isRaw(): boolean
  /** Begins with the form that another process has learnt, unless this one knows better: a first try, which may still be refused. */
  takeUp(kept: KeptForm): void
  /** What the next process is to begin with. */
  toKeep(): KeptForm
  /** Notes that the server knew the client by credentials in a form: it is sent no other, until it refuses that. */
  noteKnown(wasRaw: boolean): void
  /**
   * Notes that the server refused the client, in OAuth's words, by credentials in a form. Returns whether another request is worth it, in
   * the other one; or that both were refused.
   */
  noteRefused(wasRaw: boolean): 'tryOther' | 'bothRefused' | undefined
  /** Whether the next form is the encoded one, and nothing is known of either that rules the other one out. */
  mayTryRaw(): boolean
  /** Sends one request with the credentials as they are, which decides nothing for the next ones. */
  tryRaw<Result>(send: () => Promise<Result>): Promise<Result>
}

/** What is kept with a login and its tokens. */
type KeptForm = Pick<TokenSet, 'rawCredentials'>

type Form = 'encoded' | 'raw'

export function createCredentialForm(clock: Pick<Clock, 'monotonic'>): CredentialForm {
  let known: Form | undefined
  /** The one that was known until the server refused it. */
  let knownBefore: Form | undefined
  let triedAgainAt = -Infinity
  const refused = new Set<Form>()
  let isRaw = false
  let isTrying = false
  const mayTryRaw = (): boolean => !known && !isRaw && !refused.has('raw')
  function know(form: Form): void {
    known = form
    isRaw = form === 'raw'
  }
  return {
    isRaw: () => isRaw || isTrying,
    takeUp({ rawCredentials }) {
      const isNewHere = !known && refused.size === 0
      isRaw ||= isNewHere && rawCredentials === true
    },
    // Also where it is not so, over what was kept before.
    toKeep: () => ({ rawCredentials: isRaw || undefined }),
    noteKnown(wasRaw) {
      if (!known) know(wasRaw ? 'raw' : 'encoded')
    },
    noteRefused(wasRaw) {
      const form = wasRaw ? 'raw' : 'encoded'
      if (known) {
        const verdict = refused.size === 2 ? 'bothRefused' : undefined
        // The other one may have become known while this was on its way.
        if (known !== form) return verdict ?? 'tryOther'
        const now = clock.monotonic()
        if (now - triedAgainAt < TRY_AGAIN_MS) return verdict
        triedAgainAt = now
        knownBefore = known
        known = undefined
        refused.clear()
      }
      // Of a request that left during a try.
      if (wasRaw && !isRaw && !refused.has('encoded')) return 'tryOther'
      const areBothRefused = refused.add(form).size === 2
      isRaw = !wasRaw && !areBothRefused
      if (!areBothRefused) return 'tryOther'
      if (knownBefore) know(knownBefore)
      return 'bothRefused'
    },
    mayTryRaw,
    async tryRaw(send) {
      isTrying = true
      try {
        return await send()
      } finally {
        isTrying = false
      }
    },
  }
}
