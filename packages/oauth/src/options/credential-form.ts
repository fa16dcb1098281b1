import type { TokenSet } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'

/** How long a server that has refused a form which it took before is not asked for the other one again: it may lock a client for that. */
const TRY_AGAIN_MS = 5 * 60_000

/** Form-encoded, as RFC 6749 §2.3.1 has it, or as they are. */
export type Form = 'encoded' | 'raw'

/**
 * In which form `client_secret_basic` sends the client's id and secret. Some servers compare what they got without decoding it, and take a
 * secret that encoding changes for a wrong one. One for all requests of the same services.
 */
export interface CredentialForm {
  /** The form of the next request. */
  next(): Form
  /** Begins with the form that another process has learnt, unless this one knows better: a first try, which may still be refused. */
  takeUp(kept: KeptForm): void
  /** What the next process is to begin with. */
  toKeep(): KeptForm
  /** Notes that the server knew the client by credentials in a form: it is sent no other, until it refuses that. */
  noteKnown(form: Form): void
  /**
   * Notes that the server refused the client, in OAuth's words, by credentials in a form. Returns whether another request is worth it, in
   * the other one; or that both were refused.
   */
  noteRefused(form: Form): 'tryOther' | 'bothRefused' | undefined
  /**
   * Notes that credentials in a form were asked for anew, without OAuth's words. Until the server is known to take a form, the next request
   * tries the raw one, once; that decides nothing, as the server itself may not have been asked.
   */
  noteChallenged(form: Form): 'tryOther' | 'bothRefused' | undefined
  /** Whether the next form is the encoded one, and nothing is known of either that rules the other one out. */
  mayTryRaw(): boolean
  /** Sends one request with the credentials as they are, which decides nothing for the next ones. */
  tryRaw<Result>(send: () => Promise<Result>): Promise<Result>
}

/** What is kept with a login and its tokens. */
type KeptForm = Pick<TokenSet, 'rawCredentials'>

export function createCredentialForm(clock: Pick<Clock, 'monotonic'>): CredentialForm {
  let next: Form = 'encoded'
  let known: Form | undefined
  /** The one that was known until the server refused it. */
  let knownBefore: Form | undefined
  let triedAgainAt = -Infinity
  const refused = new Set<Form>()
  let isTryingRaw = false
  let wasChallenged = false
  let areBothChallenged = false
  const mayTryRaw = (): boolean => !known && next === 'encoded' && !refused.has('raw')
  function know(form: Form): void {
    known = form
    next = form
  }
  return {
    next: () => (isTryingRaw ? 'raw' : next),
    takeUp({ rawCredentials }) {
      const isNewHere = !known && refused.size === 0
      if (isNewHere && rawCredentials === true) next = 'raw'
    },
    // Also where it is not so, over what was kept before.
    toKeep: () => ({ rawCredentials: next === 'raw' || undefined }),
    noteKnown(form) {
      if (!known) know(form)
    },
    noteRefused(form) {
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
      if (form === 'raw' && next === 'encoded' && !refused.has('encoded')) return 'tryOther'
      refused.add(form)
      const areBothRefused = refused.size === 2
      next = areBothRefused || form === 'raw' ? 'encoded' : 'raw'
      if (!areBothRefused) return 'tryOther'
      if (knownBefore) know(knownBefore)
      return 'bothRefused'
    },
    noteChallenged(form) {
      if (known) return undefined
      if (form === 'raw') {
        next = 'encoded'
        areBothChallenged = wasChallenged
      }
      if (areBothChallenged) return 'bothRefused'
      if (form === 'raw' || wasChallenged || !mayTryRaw()) return undefined
      wasChallenged = true
      next = 'raw'
      return 'tryOther'
    },
    mayTryRaw,
    async tryRaw(send) {
      isTryingRaw = true
      try {
        return await send()
      } finally {
        isTryingRaw = false
      }
    },
  }
}
